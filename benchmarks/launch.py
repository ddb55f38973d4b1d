"""Starts a command and says what it took. A small process of its own: the peak memory of a process begins with that of the one it was started from."""

import json
import os
import subprocess
import sys
import time


def main(log: str, command: list[str]) -> None:
    """Prints wall and processor seconds, peak bytes and exit code of a command as JSON; what the command says goes to `log`."""
    started = time.monotonic()
    with open(log, "wb") as said:  # noqa: PTH123 - importing pathlib would make this process larger
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    taken = {"wall": time.monotonic() - started, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss * 1024}
    process.returncode = os.waitstatus_to_exitcode(status)
    print(json.dumps({**taken, "exit_code": process.returncode}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
