"""What is slow to import is imported only when a question is worked out."""

import subprocess
import sys


def test_neither_the_command_line_nor_the_exposure_imports_a_compiler_or_scipy():
    loaded = "import sys, detente.cli, detente.exposure.answer; print({'numba', 'scipy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
