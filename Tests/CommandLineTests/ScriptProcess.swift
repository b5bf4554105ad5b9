internal import Foundation
internal import Glibc

/// A program that ran to its end, and what it said.
struct ScriptProcess: Sendable {
    /// The exit code; 128 and the signal's number when a signal ended it, as shells have it.
    let exitCode: Int32
    let output: Data
    let errorOutput: Data

    /// How long any program of a script may run, in seconds of wall time.
    static let patience = 60.0

    /// Runs `program` in `folder` and waits for it.
    ///
    /// `posix_spawn` rather than Foundation's `Process`: tests run on several threads, and output goes to files, so
    /// that no amount of it can block the program.
    static func run(
        _ program: String, _ arguments: [String], in folder: URL, streams: URL, input: URL?,
        environment: [String: String]
    ) throws -> ScriptProcess {
        let outputFile = streams.appending(path: "stdout")
        let errorFile = streams.appending(path: "stderr")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let inputPath = input?.path(percentEncoded: false) ?? "/dev/null"
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, inputPath, O_RDONLY, 0)
        let create = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, outputFile.path(percentEncoded: false), create, 0o600)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errorFile.path(percentEncoded: false), create, 0o600)

        // env(1) changes to the folder: the call that would do it here is hidden by the C library.
        let words = ["env", "-C", folder.path(percentEncoded: false), program] + arguments
        let identifier = try spawn("/usr/bin/env", words, environment, &actions)
        let status = try wait(for: identifier, name: program)
        return ScriptProcess(
            exitCode: status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f),
            output: try Data(contentsOf: outputFile), errorOutput: try Data(contentsOf: errorFile))
    }

    private static func spawn(
        _ path: String, _ words: [String], _ environment: [String: String],
        _ actions: inout posix_spawn_file_actions_t
    ) throws -> pid_t {
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var identifier: pid_t = 0
        let error = posix_spawn(&identifier, path, &actions, nil, &arguments, &variables)
        guard error == 0 else { throw ScriptFailure(line: 0, reason: "\(words) cannot be started: error \(error)") }
        return identifier
    }

    private static func wait(for identifier: pid_t, name: String) throws -> Int32 {
        var status: Int32 = 0
        let end = Date().addingTimeInterval(patience)
        while waitpid(identifier, &status, WNOHANG) == 0 {
            if Date() > end {
                kill(identifier, SIGKILL)
                waitpid(identifier, &status, 0)
                throw ScriptFailure(line: 0, reason: "\(name) ran for more than \(patience) seconds")
            }
            usleep(1_000)
        }
        return status
    }
}
