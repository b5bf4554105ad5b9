internal import Foundation
internal import Glibc

extension ScriptRunner {
    /// Does what one line says.
    mutating func perform(_ command: String, _ arguments: [String], isNegated: Bool) throws {
        switch command {
        case "exec": try exec(arguments, isNegated: isNegated)
        case "stdout", "stderr", "json", "cmp", "exists":
            try check(command, arguments, isNegated: isNegated)
        default:
            guard !isNegated else { throw ScriptFailure(line: 0, reason: "\(command) cannot be negated") }
            try prepare(command, arguments)
        }
    }

    /// Runs a program, which has to succeed, or has to fail when the line is negated.
    private mutating func exec(_ arguments: [String], isNegated: Bool) throws {
        guard let program = arguments.first else { throw ScriptFailure(line: 0, reason: "exec needs a program") }
        let process = try execute(program, Array(arguments.dropFirst()))
        last = process
        guard process.exitCode < 128 else {
            throw ScriptFailure(line: 0, reason: "\(program) was ended by signal \(process.exitCode - 128)")
        }
        if isNegated, process.exitCode == 0 { throw ScriptFailure(line: 0, reason: "\(program) succeeded") }
        if !isNegated, process.exitCode != 0 { throw ScriptFailure(line: 0, reason: "\(program) failed") }
    }

    /// The commands that ask a question, and so have an opposite.
    private func check(_ command: String, _ arguments: [String], isNegated: Bool) throws {
        let found: Bool
        switch command {
        case "stdout", "stderr":
            let pattern = try Regex(try argument(arguments, 0, of: 1, command)).anchorsMatchLineEndings()
            found = String(decoding: try contents(of: command), as: UTF8.self).firstMatch(of: pattern) != nil
        case "json":
            let path = try argument(arguments, 0, of: 2, command)
            let wanted = arguments[1]
            let got = try JSONPath(path).value(in: try lastProcess.output)
            guard (got == wanted) != isNegated else {
                throw ScriptFailure(line: 0, reason: "\(path) is \(got ?? "absent")")
            }
            return
        case "cmp":
            found = try contents(of: try argument(arguments, 0, of: 2, command)) == contents(of: arguments[1])
        default:
            guard !arguments.isEmpty else { throw ScriptFailure(line: 0, reason: "exists needs a file") }
            for name in arguments where (lstatMode(name) != nil) == isNegated {
                throw ScriptFailure(line: 0, reason: "\(name) \(isNegated ? "exists" : "does not exist")")
            }
            return
        }
        guard found != isNegated else {
            let shown = ([command] + arguments).joined(separator: " ")
            throw ScriptFailure(line: 0, reason: isNegated ? "must not hold: \(shown)" : "does not hold: \(shown)")
        }
    }

    /// The commands that prepare something or ask for one exact thing.
    private mutating func prepare(_ command: String, _ arguments: [String]) throws {
        switch command {
        case "exits":
            let code = try number(arguments, 0, of: 1, command)
            let got = try lastProcess.exitCode
            guard Int(got) == code else { throw ScriptFailure(line: 0, reason: "the exit code is \(got), not \(code)") }
        case "cp":
            let data = try contents(of: try argument(arguments, 0, of: 2, command))
            try data.write(to: url(arguments[1]))
        case "mkdir":
            for name in arguments {
                try FileManager.default.createDirectory(at: url(name), withIntermediateDirectories: true)
            }
        case "rm": for name in arguments { try FileManager.default.removeItem(at: url(name)) }
        case "chmod":
            guard let mode = UInt16(try argument(arguments, 0, of: 2, command), radix: 8) else {
                throw ScriptFailure(line: 0, reason: "\(arguments[0]) is not an octal mode")
            }
            try FileManager.default.setAttributes(
                [.posixPermissions: Int(mode)], ofItemAtPath: url(arguments[1]).path(percentEncoded: false))
        case "mode":
            let wanted = try argument(arguments, 0, of: 2, command)
            let got = lstatMode(arguments[1]).map { String($0 & 0o777, radix: 8) } ?? "absent"
            guard got == wanted else { throw ScriptFailure(line: 0, reason: "the mode of \(arguments[1]) is \(got)") }
        case "flip": try flip(arguments)
        case "image":
            let kind = try argument(arguments, 0, of: 2, command)
            guard let bytes = SampleImage.bytes(kind) else {
                throw ScriptFailure(line: 0, reason: "there is no sample image of kind \(kind)")
            }
            try Data(bytes).write(to: url(arguments[1]))
        case "env":
            for assignment in arguments {
                let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2 else { throw ScriptFailure(line: 0, reason: "\(assignment) is not NAME=VALUE") }
                environment[String(parts[0])] = String(parts[1])
                variables[String(parts[0])] = String(parts[1])
            }
        case "stdin":
            // A copy: the script may go on to replace the file, or mean the last program's output.
            let copy = work.deletingLastPathComponent().appending(path: "streams/stdin")
            try contents(of: try argument(arguments, 0, of: 1, command)).write(to: copy)
            input = copy
        default: throw ScriptFailure(line: 0, reason: "there is no command \(command)")
        }
    }

    /// `flip FILE OFFSET BIT`: turns one bit over; an offset below zero counts from the end.
    private func flip(_ arguments: [String]) throws {
        let file = url(try argument(arguments, 0, of: 3, "flip"))
        var bytes = [UInt8](try Data(contentsOf: file))
        let offset = try number(arguments, 1, of: 3, "flip")
        let bit = try number(arguments, 2, of: 3, "flip")
        let index = offset < 0 ? bytes.count + offset : offset
        guard bytes.indices.contains(index), (0..<8).contains(bit) else {
            throw ScriptFailure(line: 0, reason: "\(file.lastPathComponent) has no bit \(bit) of byte \(offset)")
        }
        bytes[index] ^= 1 << UInt8(bit)
        try Data(bytes).write(to: file)
    }

    private func argument(_ arguments: [String], _ index: Int, of count: Int, _ command: String) throws -> String {
        guard arguments.count == count else {
            throw ScriptFailure(line: 0, reason: "\(command) takes \(count) arguments, not \(arguments.count)")
        }
        return arguments[index]
    }

    private func number(_ arguments: [String], _ index: Int, of count: Int, _ command: String) throws -> Int {
        let text = try argument(arguments, index, of: count, command)
        guard let value = Int(text) else { throw ScriptFailure(line: 0, reason: "\(text) is not a number") }
        return value
    }

    private func lstatMode(_ name: String) -> mode_t? {
        var status = stat()
        return lstat(url(name).path(percentEncoded: false), &status) == 0 ? status.st_mode : nil
    }
}
