"""Answers SPF questions by pyspf in a mode that is not its usual one: a JSON object a line in, a JSON object a line out.
The arguments are the port of the DNS server on 127.0.0.1, and the mode: harsh or guess."""

import json
import sys

import DNS
import spf

DNS.defaults["server"] = ["127.0.0.1"]
DNS.defaults["port"] = int(sys.argv[1])
mode = sys.argv[2]

for line in sys.stdin:
    asked = json.loads(line)
    try:
        query = spf.query(
            i=asked["ip"],
            s=asked["sender"],
            h=asked["helo"],
            receiver=asked["receiver"],
            strict=2 if mode == "harsh" else True,
            timeout=5,
            querytime=20,
        )
        query.set_default_explanation("")
        result, _code, text = query.check()
        if mode == "guess" and result == "none":
            result, _code, text = query.best_guess()
    except Exception as error:  # What escapes from the evaluator ends a receiver's check as well.
        result, text = "exception", "%s: %s" % (type(error).__name__, error)
    print(json.dumps({"result": result, "text": str(text)}), flush=True)
