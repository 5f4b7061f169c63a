"""Makes one mistake after the other, and prints what each raises."""
import json
import sys

from cdktf import App
from quanttide_cloud import CloudStack

from cases import CASES


def raised_by(mistake):
    app = App()
    acme = CloudStack(app, "acme")
    try:
        mistake(acme, app)
    except Exception as error:
        return {"type": type(error).__name__, "message": str(error)}
    return {"type": "nothing", "message": ""}


json.dump({title: raised_by(mistake) for title, mistake in CASES.items()}, sys.stdout)
