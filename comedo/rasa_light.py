"""Lets Rasa be imported without TensorFlow and without the services Comedo does not use.

Rasa 3.6 imports every component and every channel it ships, whether or not they are used, and with
them TensorFlow 2.12, scikit-learn, Matplotlib and a dozen client libraries: about 12 seconds,
400 MB, and most of the dependency tree's known vulnerabilities. Importing this module puts a
stand-in for each such module into `sys.modules`; it must therefore come before the first
`import rasa`, and `comedo/__init__.py` sees to that. A component or channel that is stood in for
cannot be used in `config.yml` or `credentials.yml`: take its line out of the table (and add its
libraries to `pyproject.toml`).

`tests/runtime/test_rasa_light.py` fails when a new Rasa release changes what is listed here.
"""

import sys
from types import ModuleType
from typing import Any

import packaging.version

# Module → the public names that the rest of Rasa imports from it.
NEEDS_TENSORFLOW = {
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
    "rasa.core.policies.unexpected_intent_policy": ("UnexpecTEDIntentPolicy",),
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": ("ConveRTFeaturizer",),
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": ("LanguageModelFeaturizer",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.utils.tensorflow.callback": ("RasaModelCheckpoint", "RasaTrainingLogger"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator", "RasaDataGenerator"),
}
# They load scikit-learn with SciPy's statistics, or Matplotlib.
NEEDS_STATISTICS = {
    "rasa.nlu.classifiers.logistic_regression_classifier": ("LogisticRegressionClassifier",),
    "rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer": ("CountVectorsFeaturizer",),
    "rasa.utils.plotting": ("plot_confusion_matrix",),
    "rasa.utils.tensorflow.model_data": (
        "Data",
        "FeatureArray",
        "FeatureSignature",
        "RasaModelData",
        "ragged_array_to_ndarray",
    ),
}
UNSERVED = {
    "rasa.core.brokers.pika": ("PikaEventBroker",),
    "rasa.core.channels.botframework": ("BotFrameworkInput",),
    "rasa.core.channels.console": ("CmdlineInput",),
    "rasa.core.channels.facebook": ("FacebookInput",),
    "rasa.core.channels.hangouts": ("HangoutsInput",),
    "rasa.core.channels.mattermost": ("MattermostInput",),
    "rasa.core.channels.rocketchat": ("RocketChatInput",),
    "rasa.core.channels.slack": ("SlackInput",),
    "rasa.core.channels.socketio": ("SocketIOInput", "SocketBlueprint"),
    "rasa.core.channels.telegram": ("TelegramInput",),
    "rasa.core.channels.twilio": ("TwilioInput",),
    "rasa.core.channels.twilio_voice": ("TwilioVoiceInput",),
    "rasa.core.channels.webexteams": ("WebexTeamsInput",),
}
# Clients of stores and brokers, of which Rasa names classes and errors even where they are unused.
UNUSED_CLIENTS = {
    "aio_pika": (),
    "aio_pika.exceptions": ("AMQPConnectionError",),
    "aiormq": (),
    "boto3": (),
    "boto3.dynamodb": (),
    "boto3.dynamodb.conditions": ("Key",),
    "botocore": (),
    "botocore.exceptions": ("BotoCoreError",),
    "pymongo": (),
    "pymongo.collection": ("Collection",),
    "pymongo.errors": ("ConnectionFailure", "OperationFailure"),
}
STAND_INS = NEEDS_TENSORFLOW | NEEDS_STATISTICS | UNSERVED | UNUSED_CLIENTS


class NotInstalled(Exception):
    """What stands in for a class of a module that is left out; also in an `except` clause."""

    def __init__(self, *_: Any, **__: Any) -> None:
        raise ImportError(
            f"{type(self).__name__} is left out of Comedo; see comedo/rasa_light.py to bring it in."
        )

    @classmethod
    def name(cls) -> str:
        """The name under which Rasa lists a channel."""
        return cls.__module__.rsplit(".", maxsplit=1)[-1]


def _stand_in(module: str, names: tuple[str, ...]) -> ModuleType:
    stand_in = ModuleType(module, f"Stands in for {module} (comedo/rasa_light.py).")
    stand_in.__path__ = []  # a package, so that its own parts can be imported
    for name in names:
        setattr(stand_in, name, type(name, (NotInstalled,), {"__module__": module}))
    return stand_in


def _restore_legacy_version() -> None:
    """Give `packaging` back the class that Rasa imports and that release 22 dropped.

    Rasa only asks whether a version is one; no current `packaging` ever parses to it.
    """
    if not hasattr(packaging.version, "LegacyVersion"):
        packaging.version.LegacyVersion = type("LegacyVersion", (), {})  # type: ignore[attr-defined]


for _module, _names in STAND_INS.items():
    sys.modules.setdefault(_module, _stand_in(_module, _names))
_restore_legacy_version()
