"""The span of an English text that answers a question about it."""

from ..datasets import english_questions
from ..datasets.english_questions import ANSWER
from ..recipe import Recipe

RECIPE = Recipe(
    package={
        "name": "qa-en",
        "version": "1.0.1",
        "description": "The span of an English text that answers a question about it.",
        "license": (
            "Apache-2.0 as far as it is ours to give: the base model all-MiniLM-L6-v2 is Apache-2.0; the training data is"
            " CC BY-SA 4.0, see training-data and README.md"
        ),
        "languages": ["en"],
        "precision": "int8",
        "max-length": 384,
    },
    base="all-minilm-l6-v2",
    tasks=(ANSWER,),
    corpora=english_questions.corpora,
    options={"layers": "0,1,2,3", "pieces": 6000, "epochs": 4, "tokens": 4096, "longest": 320, "encoder_rate": 2e-4},
)
