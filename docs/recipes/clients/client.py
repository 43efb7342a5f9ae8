"""The hub with Python's standard library: who am I, send traces, page through a list, read the feed, read a problem.

    HUB=http://127.0.0.1:4646 TOKEN=assay_… python3 client.py     (an admin's token, for every step)
"""

import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request


class Problem(Exception):
    """A failure as the hub tells it: `code` is for programs, `what` and `remedy` are for people."""

    def __init__(self, status, body):
        data = body.get("data", {})
        self.status, self.code = status, body.get("code", "UNKNOWN")
        self.what, self.remedy = data.get("what", body.get("title", "")), data.get("remedy", "")
        super().__init__(f"{status} {self.code}: {self.what} {self.remedy}")


class Hub:
    def __init__(self, url, token):
        self.url, self.token = url.rstrip("/"), token

    def ask(self, method, path, query=None, body=None, content_type="application/json"):
        """The text of an answer. What came at a bad moment is sent again after `Retry-After` seconds."""
        url = self.url + path + ("?" + urllib.parse.urlencode(query) if query else "")
        headers = {"Authorization": f"Bearer {self.token}"}
        if body is not None:
            headers["Content-Type"] = content_type
        for attempt in range(1, 4):
            request = urllib.request.Request(url, data=body, headers=headers, method=method)
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return answer.read().decode("utf-8")
            except urllib.error.HTTPError as error:
                if error.code in (429, 503) and attempt < 3:
                    time.sleep(int(error.headers.get("Retry-After", attempt)))
                    continue
                is_problem = error.headers.get_content_type() == "application/problem+json"
                raise Problem(error.code, json.load(error) if is_problem else {}) from None

    def me(self):
        return json.loads(self.ask("GET", "/v1/me"))

    def send_traces(self, source, traces):
        """One trace per line; sending them again changes nothing."""
        lines = "".join(json.dumps(trace) + "\n" for trace in traces).encode("utf-8")
        return json.loads(
            self.ask("POST", "/v1/traces", {"source": source}, lines, "application/x-ndjson")
        )

    def pages(self, path, limit=100):
        """The pages of a list, each a list of rows."""
        query = {"limit": limit}
        while True:
            page = json.loads(self.ask("GET", path, query))
            yield page["rows"]
            if page["next"] is None:
                return
            query["after"] = page["next"]

    def feed(self, cursor=None, limit=500):
        """Pages of changes after a cursor: (entries, cursor). Keep the cursor once the entries are stored."""
        while True:
            query = {"limit": limit, **({} if cursor is None else {"after": cursor})}
            try:
                text = self.ask("GET", "/v1/feed", query)
            except Problem as problem:
                if problem.code == "CONFLICT" and cursor is not None:  # the hub was restored: read all again
                    cursor = None
                    continue
                raise
            *entries, end = [json.loads(line) for line in text.splitlines()]
            if not end.get("end") or end["count"] != len(entries):
                raise OSError("the page was cut off: read it again")
            cursor = end["cursor"]
            yield entries, cursor
            if not end["hasMore"]:
                return


def main():
    hub = Hub(os.environ["HUB"], os.environ["TOKEN"])
    print("me:", hub.me()["person"]["name"])
    trace = {
        "id": "python-1",
        "occurredAt": "2026-03-02T08:00:00.000Z",
        "prompt": [{"role": "user", "text": "Where is my parcel?"}],
        "output": "It arrives tomorrow.",
    }
    report = hub.send_traces("client-python", [trace])
    print("traces:", report["stored"] + report["repeated"], "there,", report["rejected"], "rejected")
    print("batches:", sum(len(rows) for rows in hub.pages("/v1/batches", limit=1)))
    count, cursor = 0, None
    for entries, cursor in hub.feed(limit=100):
        count += len(entries)
    print("feed:", count, "entries, cursor", cursor)
    try:
        hub.ask("GET", "/v1/audits/00000000-0000-4000-8000-000000000000/report")
    except Problem as problem:
        print("problem:", problem.code)


if __name__ == "__main__":
    main()
