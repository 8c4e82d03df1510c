"""Answers SPF questions by pyspf: a JSON object a line in, a JSON object a line out. The argument is the port of the
DNS server on 127.0.0.1."""

import json
import sys

import DNS
import spf

DNS.defaults["server"] = ["127.0.0.1"]
DNS.defaults["port"] = int(sys.argv[1])

for line in sys.stdin:
    asked = json.loads(line)
    try:
        query = spf.query(
            i=asked["ip"], s=asked["sender"], h=asked["helo"], receiver=asked["receiver"], timeout=5, querytime=20
        )
        # What it says of a fail without an explanation of the domain's own.
        query.set_default_explanation("")
        result, _code, text = query.check()
    except Exception as error:  # What escapes from the evaluator ends a receiver's check as well.
        result, text = "exception", "%s: %s" % (type(error).__name__, error)
    print(json.dumps({"result": result, "text": str(text)}), flush=True)
