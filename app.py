"""Build First Ring and serve it: `python app.py`."""

from trainer.cli.commands import run

if __name__ == "__main__":
    run()
