internal import Testing

/// The runner of command-line scripts says yes to what holds and no, on the right line, to what does not.
@Suite struct ScriptRunnerTests {
    /// Runs a script and returns the line that failed, or nil when all of it held.
    private func failingLine(_ text: String) throws -> Int? {
        do {
            var runner = try ScriptRunner(try Script(name: "test", text: text))
            try runner.run()
            return nil
        } catch let failure as ScriptFailure {
            return failure.line
        }
    }

    @Test(
        "what holds passes",
        arguments: [
            "", "# a comment", "exec true", "! exec false", "! exec false\nexits 1",
            "exec echo hello\nstdout '^hel+o$'\n! stdout bye\n! stderr .",
            "! exec sh -c 'echo oops >&2; exit 13' # not part of it\nexits 13\nstderr oops",
            "exec pwd\ncp stdout where\nexec cat where\nstdout $WORK",
            "cmp a b\n! cmp a c\n-- a --\nx\n-- b --\nx\n-- c --\ny",
            "exists a sub/b\n! exists c\n-- a --\n-- sub/b --\ntext",
            "chmod 640 a\nmode 640 a\n-- a --", "mkdir d\nexists d\nrm d\n! exists d",
            "flip a 0 1\nexec cat a\nstdout '^ci'\n-- a --\nai",
            "flip a -2 0\nexec cat a\nstdout '^xc'\n-- a --\nxb\n",
            "env NAME=value\nexec printenv NAME\nstdout '^value$'\nexec echo $NAME\nstdout '^value$'",
            "stdin a\nexec cat\nstdout text\nexec cat\n! stdout text\n-- a --\ntext",
            "exec cat a\njson x.y[1] 2\njson x.z true\njson x.n null\njson x.y.count 2\n! json x.w true\n-- a --\n"
                + "{\"x\":{\"y\":[1,2],\"z\":true,\"n\":null}}",
            "exec cat a\njson line[1].b 13\n-- a --\n{\"b\":1}\n{\"b\":13}",
            "[root] exec true\n[!root] exec true", "image png a.png\nexec cat a.png\nstdout IHDR",
            "image jpeg a.jpg\nexec cat a.jpg\nstdout JFIF", "exec echo 'a  b' c\nstdout 'a  b c'",
        ])
    func whatHoldsPasses(_ text: String) throws {
        #expect(try failingLine(text) == nil)
    }

    @Test(
        "what does not hold fails on its line",
        arguments: [
            ("exec false", 1), ("! exec true", 1), ("\nexec true\nexits 1", 3), ("exec echo a\nstdout b", 2),
            ("exec echo a\n! stdout a", 2), ("exec echo a\nstderr a", 2),
            ("exec cat a\njson x 2\n-- a --\n{\"x\":1}", 2),
            ("exec cat a\n! json x 1\n-- a --\n{\"x\":1}", 2), ("exec echo no\njson x 1", 2), ("stdout a", 1),
            ("cmp a b\n-- a --\nx\n-- b --\ny", 1), ("! cmp a a\n-- a --", 1), ("exists a", 1),
            ("! exists a\n-- a --", 1),
            ("mode 600 a", 1), ("flip a 9 0\n-- a --\nx", 1), ("flip a 0 8\n-- a --\nx", 1), ("image bmp a", 1),
            ("exec $UNKNOWN", 1), ("exec echo 'open", 1), ("frobnicate", 1), ("! cp a b", 1), ("exits", 1),
            ("[moon] exec true", 1), ("exec no-such-program", 1), ("exec sh -c 'kill -SEGV $$'", 1), ("!", 1),
            ("! exec sh -c 'kill -SEGV $$'", 1), ("rm a", 1), ("cp a b", 1),
        ])
    func whatDoesNotHoldFails(_ text: String, line: Int) throws {
        #expect(try failingLine(text) == line)
    }

    @Test func everyScriptStartsInAnEmptyFolderOfItsOwn() throws {
        let script = try Script(name: "test", text: "! exists left\nexec touch left\nexists left")
        for _ in 0..<2 {
            var runner = try ScriptRunner(script)
            try runner.run()
        }
    }
}
