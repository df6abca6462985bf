"""Uses the search page in headless Chromium, as somebody with a keyboard and no scripts does, and says what it saw as JSON.

usage: browser.py URL QUERY [FOLDER-FOR-SCREENSHOTS]
"""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

LOOK = """(() => {
  const channels = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const shade = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, place) => sum + c * [.2126, .7152, .0722][place], 0);
  const behind = element => {
    for (; element; element = element.parentElement) {
      const colour = channels(getComputedStyle(element).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return shade(colour);
    }
    return 1;
  };
  const contrast = element => {
    const pair = [shade(channels(getComputedStyle(element).color)), behind(element)].sort((a, b) => b - a);
    return (pair[0] + .05) / (pair[1] + .05);
  };
  const shown = [...document.querySelectorAll("h1 a,h2,p,mark,button,input,label,summary,th,td,td a")]
    .filter(element => element.getClientRects().length);
  return {
    width: document.documentElement.scrollWidth, paper: behind(document.body),
    contrast: Math.min(...shown.map(contrast)), hits: document.querySelectorAll("li.hit").length,
    marks: [...document.querySelectorAll("mark")].map(mark => mark.textContent.toLowerCase()),
    title: document.title, first: (document.querySelector("li.hit .place span") || {}).textContent || ""
  };
})()"""

FOCUSED = """(() => {
  const element = document.activeElement, style = getComputedStyle(element);
  return {what: element.type || element.tagName.toLowerCase(),
          visible: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2};
})()"""


class Browser:
    """Chromium over its debugging pipe: JSON messages that end in a zero byte."""

    def __init__(self, folder):
        inward, self.out = os.pipe()
        self.inward, outward = os.pipe()
        command = (f"exec chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --no-first-run "
                   f"--user-data-dir={folder} --remote-debugging-pipe 3<&{inward} 4>&{outward}")
        self.process = subprocess.Popen(["/bin/bash", "-c", command], pass_fds=(inward, outward),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(inward)
        os.close(outward)
        self.number, self.rest, self.session, self.events = 0, b"", None, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setScriptExecutionDisabled", value=True)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def receive(self):
        while b"\0" not in self.rest:
            more = os.read(self.inward, 1 << 20)
            if not more:
                raise RuntimeError("Chromium is gone")
            self.rest += more
        message, self.rest = self.rest.split(b"\0", 1)
        message = json.loads(message)
        if "method" in message:
            self.events.append(message)
        return message

    def settle(self, since):
        """Waits for a page to be loaded after some event."""
        while not any(event["method"] == "Page.loadEventFired" for event in self.events[since:]):
            self.receive()

    def open(self, url):
        since = len(self.events)
        self.call("Page.navigate", url=url)
        self.settle(since)

    def see(self, script):
        return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def press(self, key, code, text=None):
        parameters = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", **parameters, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **parameters)

    def picture(self, name):
        if len(sys.argv) > 3:
            data = self.call("Page.captureScreenshot", format="png")["data"]
            (pathlib.Path(sys.argv[3]) / f"{name}.png").write_bytes(base64.b64decode(data))


def main():
    url, query = sys.argv[1:3]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(folder)
        seen = {}
        size = {"height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.call("Emulation.setDeviceMetricsOverride", width=1000, **size)
        browser.open(url)
        seen["focusAtStart"] = browser.see(FOCUSED)["what"]
        browser.picture("start")
        browser.call("Input.insertText", text=query)
        since = len(browser.events)
        browser.press("Enter", 13, "\r")
        browser.settle(since)
        seen["light"] = browser.see(LOOK)
        browser.picture("light")
        seen["tabs"] = []
        for _ in range(8):
            browser.press("Tab", 9)
            seen["tabs"].append(browser.see(FOCUSED))
            if seen["tabs"][-1]["what"] == "summary":
                break
        browser.press("Enter", 13, "\r")
        seen["opened"] = browser.see("document.querySelector('details').open")
        browser.picture("opened")
        dark = [{"name": "prefers-color-scheme", "value": "dark"}]
        browser.call("Emulation.setEmulatedMedia", features=dark)
        seen["dark"] = browser.see(LOOK)
        browser.picture("dark")
        browser.call("Emulation.setEmulatedMedia", features=[])
        browser.call("Emulation.setDeviceMetricsOverride", width=320, **size)
        seen["narrow"] = browser.see(LOOK)
        browser.picture("narrow")
        seen["requests"] = [event["params"]["request"]["url"] for event in browser.events
                            if event["method"] == "Network.requestWillBeSent"]
        seen["complaints"] = [event["params"]["entry"]["text"] for event in browser.events
                              if event["method"] == "Log.entryAdded"]
        print(json.dumps(seen))
        browser.process.kill()
        browser.process.wait()
        time.sleep(0.1)


main()
