"""`python -m trainer`: the command line."""

from trainer.cli.commands import app

if __name__ == "__main__":
    app(prog_name="python -m trainer")
