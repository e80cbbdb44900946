"""A headless Chromium, spoken to through a pipe in the protocol of its developer tools."""

import json
import os
import select
import subprocess
import time

DEADLINE = 30

KEYS = {"ArrowRight": 39, "ArrowLeft": 37, "PageDown": 34, "PageUp": 33, "Home": 36, "End": 35, "Enter": 13,
        "Escape": 27, " ": 32}


class Browser:
    """One page. Every request but for the page's own file is refused, and remembered in requests."""

    def __init__(self, program, folder):
        to_browser, self.to = os.pipe()
        self.answers, from_browser = os.pipe()

        def set_pipes():
            # Ends may have the numbers that are wanted, so both move out of the way first.
            spare = [os.dup(to_browser), os.dup(from_browser)]
            os.dup2(spare[0], 3)
            os.dup2(spare[1], 4)

        # The page is ours: the sandbox, which an administrator and containers cannot have, protects nothing here.
        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--hide-scrollbars", "--user-data-dir=" + os.path.join(folder, "profile"),
             "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe", "about:blank"],
            close_fds=False, preexec_fn=set_pipes, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer = b""
        self.last = 0
        self.session = None
        self.requests = []
        self.allowed = None
        target = next(target for target in self.call("Target.getTargets")["targetInfos"] if target["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.call(domain + ".enable")
        self.call("Fetch.enable", patterns=[{"urlPattern": "*"}])

    def close(self):
        self.session = None
        self.send("Browser.close")
        try:
            self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.to)
        os.close(self.answers)

    def send(self, method, **parameters):
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data):]
        return self.last

    def receive(self, until):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.answers], [], [], max(until - time.monotonic(), 0))
            if not ready:
                raise TimeoutError("the browser does not answer")
            data = os.read(self.answers, 1 << 20)
            if not data:
                raise EOFError("the browser is gone")
            self.buffer += data
        message, self.buffer = self.buffer.split(b"\0", 1)
        message = json.loads(message)
        if message.get("method") == "Fetch.requestPaused":
            self.judge(message["params"])
        return message

    def judge(self, paused):
        url = paused["request"]["url"]
        if url == self.allowed:
            self.send("Fetch.continueRequest", requestId=paused["requestId"])
        else:
            self.requests.append(url)
            self.send("Fetch.failRequest", requestId=paused["requestId"], errorReason="AccessDenied")

    def call(self, method, **parameters):
        wanted, until = self.send(method, **parameters), time.monotonic() + DEADLINE
        while True:
            message = self.receive(until)
            if message.get("id") == wanted:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]

    def ask(self, expression):
        """The value of an expression in the page, which may be a promise."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"]["exception"].get("description", "exception"))
        return result["result"].get("value")

    def wait(self, expression):
        until = time.monotonic() + DEADLINE
        while not self.ask(expression):
            if time.monotonic() > until:
                raise TimeoutError(expression)

    def open(self, path, fragment=""):
        """From about:blank, for a page that only gets another fragment is not loaded again."""
        self.allowed = "about:blank"
        self.call("Page.navigate", url="about:blank")
        self.allowed = "file://" + path
        self.requests.clear()
        self.call("Page.navigate", url="file://" + path + fragment)
        self.wait("document.readyState === 'complete' && location.protocol === 'file:'")

    def press(self, *keys):
        for key in keys:
            code = KEYS.get(key, ord(key.upper()[0]) if key != "." else 190)
            event = {"key": key, "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code}
            if len(key) == 1 or key == "Enter":
                event["text"] = "\r" if key == "Enter" else key
            self.call("Input.dispatchKeyEvent", type="keyDown", **event)
            self.call("Input.dispatchKeyEvent", type="keyUp", **{k: v for k, v in event.items() if k != "text"})

    def click(self, selector):
        x, y = self.ask("(function () { var r = document.querySelector(%s).getBoundingClientRect();"
                        "return [r.x + r.width / 2, r.y + r.height / 2]; }())" % json.dumps(selector))
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def resize(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def set_media(self, media="", scheme="light"):
        self.call("Emulation.setEmulatedMedia", media=media,
                  features=[{"name": "prefers-color-scheme", "value": scheme}])
