"""`python -m python_checks TASK`."""

import sys

from python_checks.cli import main

sys.exit(main())
