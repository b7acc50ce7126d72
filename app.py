"""Build First Ring and serve it: `python app.py`."""

from trainer.cli.commands import app

if __name__ == "__main__":
    app(["run"])
