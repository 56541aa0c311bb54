"""What the helpline is told from outside: one frozen value, read once per process.

Everything comes from the environment, from files it names (``NAME_FILE``) or from
``.env``. Nothing else in the service reads the environment for its settings.
"""

from service.settings.load import load_settings
from service.settings.model import Settings
from service.settings.problems import Problem, SettingsError
from service.settings.secret import Secret

__all__ = ["Problem", "Secret", "Settings", "SettingsError", "load_settings"]
