"""The component that LibreOffice loads: our worksheet functions and our commands, as UNO objects.

It stands in the extension's root, beside `pythonpath/` with all other code, and is only ever imported there:
`org.qingjian` exists where the extension's type library is installed. Many an office brings a Python too old
for our code; this module is written so that it still loads there, and the menu says what is the matter.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import uno
import unohelper
from com.sun.star.frame import XDispatchProvider, XNotifyingDispatch
from com.sun.star.lang import XInitialization, XServiceInfo, XServiceName
from com.sun.star.sheet import XAddIn, XCompatibilityNames
from org.qingjian import XFunctions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qingjian_addin.words import Help

# the same names as in libreoffice/identity.py, which is not part of the extension (a test compares them)
FUNCTIONS: Final = "org.qingjian.Functions"
FUNCTIONS_IMPLEMENTATION: Final = "org.qingjian.Functions.python"
COMMAND: Final = "org.qingjian.Command"
PROTOCOL: Final = "org.qingjian.command:"
FUNCTIONS_SERVICES: Final = (FUNCTIONS, "com.sun.star.sheet.AddIn")
COMMAND_SERVICES: Final = ("com.sun.star.frame.ProtocolHandler",)

_SUCCESS: Final = 1  # com.sun.star.frame.DispatchResultState
_OLDEST_PYTHON: Final = (3, 11)
_WORDS: Final = "pythonpath/qingjian/_data/schemas/messages/"


def _functions() -> Mapping[str, Help]:
    """Every function by its method; none where Python is too old for them."""
    if sys.version_info < _OLDEST_PYTHON:
        return {}
    from qingjian_addin.words import function_help  # noqa: PLC0415 -- see above

    return {entry.method: entry for entry in function_help().values()}


_BY_METHOD: Final = _functions()
_METHODS: Final = {entry.name: method for method, entry in _BY_METHOD.items()}


class Functions(unohelper.Base, XAddIn, XCompatibilityNames, XServiceName, XServiceInfo, XFunctions):
    """The worksheet functions; each is added below as a method, as the type library promises."""

    def __init__(self, context: Any, *_arguments: object) -> None:
        self._context = context
        self._locale = uno.createUnoStruct("com.sun.star.lang.Locale", "zh", "CN", "")

    def setLocale(self, locale: Any) -> None:  # noqa: N802 -- UNO's names, here and below
        self._locale = locale

    def getLocale(self) -> Any:  # noqa: N802
        return self._locale

    def getServiceName(self) -> str:  # noqa: N802
        return FUNCTIONS

    def getImplementationName(self) -> str:  # noqa: N802
        return FUNCTIONS_IMPLEMENTATION

    def supportsService(self, name: str) -> bool:  # noqa: N802
        return name in FUNCTIONS_SERVICES

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        return FUNCTIONS_SERVICES

    # ------------------------------------------------------------ what the function wizard shows

    def getProgrammaticFuntionName(self, displayed: str) -> str:  # noqa: N802 -- spelled so in UNO
        return _METHODS.get(displayed, "")

    def getDisplayFunctionName(self, method: str) -> str:  # noqa: N802
        return _BY_METHOD[method].name if method in _BY_METHOD else ""

    def getFunctionDescription(self, method: str) -> str:  # noqa: N802
        return _BY_METHOD[method].help if method in _BY_METHOD else ""

    def getDisplayArgumentName(self, method: str, place: int) -> str:  # noqa: N802
        arguments = _arguments(method)
        return arguments[place].name if place < len(arguments) else ""

    def getArgumentDescription(self, method: str, place: int) -> str:  # noqa: N802
        arguments = _arguments(method)
        return arguments[place].help if place < len(arguments) else ""

    def getProgrammaticCategoryName(self, _method: str) -> str:  # noqa: N802
        return "Add-In"

    def getDisplayCategoryName(self, _method: str) -> str:  # noqa: N802
        from qingjian_addin.words import category  # noqa: PLC0415 -- see above

        return category()

    def getCompatibilityNames(self, method: str) -> tuple[Any, ...]:  # noqa: N802
        name = self.getDisplayFunctionName(method)
        locale = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        return (uno.createUnoStruct("com.sun.star.sheet.LocalizedName", Locale=locale, Name=name),)


class Command(unohelper.Base, XInitialization, XDispatchProvider, XNotifyingDispatch, XServiceInfo):
    """Menu and toolbar: org.qingjian.command:validate and its like, for the frame they were chosen in."""

    def __init__(self, context: Any, *_arguments: object) -> None:
        self._context = context
        self._frame: Any = None

    def initialize(self, arguments: tuple[Any, ...]) -> None:
        self._frame = arguments[0] if arguments else None

    def queryDispatch(self, url: Any, _target: str, _flags: int) -> Command | None:  # noqa: N802
        return self if url.Protocol == PROTOCOL else None

    def queryDispatches(self, requests: tuple[Any, ...]) -> tuple[Command | None, ...]:  # noqa: N802
        return tuple(self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests)

    def dispatch(self, url: Any, _arguments: tuple[Any, ...]) -> None:
        self._run(url.Path)

    def dispatchWithNotification(self, url: Any, _arguments: Any, listener: Any) -> None:  # noqa: N802
        """As `dispatch`, with the sentence for the status line as result."""
        sentence = self._run(url.Path)
        if listener is not None:
            result = "com.sun.star.frame.DispatchResultEvent"
            listener.dispatchFinished(
                uno.createUnoStruct(result, Source=self, State=_SUCCESS, Result=sentence)
            )

    def addStatusListener(self, listener: Any, url: Any) -> None:  # noqa: N802
        """Commands are always available; there is nothing to tell."""

    def removeStatusListener(self, listener: Any, url: Any) -> None:  # noqa: N802
        """See addStatusListener."""

    def getImplementationName(self) -> str:  # noqa: N802
        return COMMAND

    def supportsService(self, name: str) -> bool:  # noqa: N802
        return name in COMMAND_SERVICES

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        return COMMAND_SERVICES

    def _run(self, name: str) -> str:
        if sys.version_info < _OLDEST_PYTHON:
            return _tell_too_old(self._context, self._frame)
        from qingjian_addin.calc import run_command  # noqa: PLC0415 -- office starts without it

        return run_command(name, self._context, self._frame)


def _tell_too_old(context: Any, frame: Any) -> str:
    """Straight from the files: nothing else of ours can be imported."""
    from qingjian_addin.hosts.calc_windows import OfficeWindows  # noqa: PLC0415 -- see above

    words = Path(__file__).parent / _WORDS
    told = json.loads((words / "addin.json").read_text(encoding="utf-8"))["calc"]["old_python"]["zh"]
    title = json.loads((words / "ribbon.json").read_text(encoding="utf-8"))["tab"]["zh"]
    sentence = str(told).format(found=sys.version.split()[0], needed=".".join(map(str, _OLDEST_PYTHON)))
    OfficeWindows(context, frame).tell(sentence, title)
    return sentence


def _arguments(method: str) -> tuple[Any, ...]:
    return _BY_METHOD[method].arguments if method in _BY_METHOD else ()


def _method(entry: Help) -> Callable[..., tuple[tuple[object, ...], ...]]:
    def call(_self: Functions, *given: object) -> tuple[tuple[object, ...], ...]:
        from qingjian_addin.calc import call_function  # noqa: PLC0415 -- as above

        return call_function(entry.name, given)

    return call


for _entry in _BY_METHOD.values():
    setattr(Functions, _entry.method, _method(_entry))

g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 -- the name the loader looks for
g_ImplementationHelper.addImplementation(Functions, FUNCTIONS_IMPLEMENTATION, FUNCTIONS_SERVICES)
g_ImplementationHelper.addImplementation(Command, COMMAND, COMMAND_SERVICES)
