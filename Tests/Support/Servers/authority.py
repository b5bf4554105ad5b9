#!/usr/bin/env python3
"""A server for tests, on a free port of this machine, which it prints. Its first argument is a folder with what it needs.

The first part of the path chooses what is served, the query how it misbehaves:

  /tsa    RFC 3161 through `openssl ts` with FOLDER/tsa.cnf
  /ocsp   RFC 6960 through `openssl ocsp` with FOLDER/index.txt, ca.pem, responder.pem, responder.key.pem
  /file/N a file of the folder
  /sign   a signature over the body with FOLDER/signer.key.pem; needs the bearer token in FOLDER/token, when there is one
  /log    how many requests there were
  /token  the Authorization header that came with the request
  /moderations  scores of a text, as OpenAI's endpoint of that name: each word of FOLDER/words.json has its scores

  ?slow=S    waits S seconds      ?status=N   answers with that status
  ?busy=N    503 the first N times ?garbage    answers bytes that are nothing
  ?replay    answers every question with the answer to the first
  ?redirect  sends elsewhere       ?flood=N    sends N bytes
"""
import http.server, json, os, subprocess, sys, tempfile, threading, time, urllib.parse

FOLDER = sys.argv[1]
OCSP_OPTIONS = sys.argv[2:]
lock = threading.Lock()
counts, replays = {}, {}


def tsa(body):
    with lock, tempfile.NamedTemporaryFile(dir=FOLDER) as query:
        query.write(body)
        query.flush()
        return subprocess.run(
            ["openssl", "ts", "-reply", "-queryfile", query.name, "-config", f"{FOLDER}/tsa.cnf"],
            cwd=FOLDER, capture_output=True, check=True).stdout


def ocsp(body):
    with lock, tempfile.NamedTemporaryFile(dir=FOLDER) as query, tempfile.NamedTemporaryFile(dir=FOLDER) as answer:
        query.write(body)
        query.flush()
        subprocess.run(
            ["openssl", "ocsp", "-index", "index.txt", "-CA", "ca.pem", "-rsigner", "responder.pem", "-rkey",
             "responder.key.pem", "-reqin", query.name, "-respout", answer.name, "-ndays", "1"] + OCSP_OPTIONS,
            cwd=FOLDER, capture_output=True, check=True)
        return answer.read()


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, status, body, media="application/octet-stream", **headers):
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def serve(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        kind = url.path.split("/")[1]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if kind == "log":
            return self.answer(200, str(sum(counts.values())).encode())
        if kind == "token":
            return self.answer(200, (self.headers.get("Authorization") or "none").encode())
        with lock:
            counts[self.path] = counts.get(self.path, 0) + 1
            count = counts[self.path]
        if "slow" in query:
            time.sleep(float(query["slow"]))
        if "status" in query:
            return self.answer(int(query["status"]), b"no")
        if count <= int(query.get("busy", 0)):
            return self.answer(503, b"busy")
        if "redirect" in query:
            return self.answer(302, b"", Location="/file/target")
        if "garbage" in query:
            return self.answer(200, bytes(range(200)))
        if "flood" in query:
            return self.answer(200, bytes(int(query["flood"])))
        if kind == "sign":
            token = os.path.join(FOLDER, "token")
            if os.path.exists(token) and self.headers.get("Authorization") != "Bearer " + open(token).read():
                return self.answer(401, b"no")
            return self.answer(200, subprocess.run(
                ["openssl", "dgst", "-sha256", "-sign", f"{FOLDER}/signer.key.pem"], input=body, capture_output=True,
                check=True).stdout)
        if kind == "file":
            with open(os.path.join(FOLDER, os.path.basename(url.path)), "rb") as f:
                return self.answer(200, f.read())
        if kind == "moderations":
            text = json.loads(body)["input"]
            with open(os.path.join(FOLDER, "words.json")) as f:
                words = json.load(f)
            scores = {k: v for word, found in words.items() if word in text for k, v in found.items()}
            result = {"id": "m", "model": "test", "results": [
                {"flagged": any(v > 0.5 for v in scores.values()),
                 "categories": {k: v > 0.5 for k, v in scores.items()}, "category_scores": scores}]}
            return self.answer(200, json.dumps(result).encode(), "application/json")
        result = replays.get(self.path) if "replay" in query else None
        if result is None:
            result = tsa(body) if kind == "tsa" else ocsp(body)
            replays[self.path] = result
        self.answer(200, result, "application/timestamp-reply" if kind == "tsa" else "application/ocsp-response")

    do_GET = do_POST = serve

    def handle(self):
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client had enough

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
# Ends with whoever started it.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.serve_forever()
