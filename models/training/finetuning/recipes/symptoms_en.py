"""The disease that fits symptoms told in English."""

from ..datasets import english_requests
from ..datasets.english_requests import DISEASE
from ..recipe import Recipe

RECIPE = Recipe(
    package={
        "name": "symptoms-en",
        "version": "1.1.0",
        "description": "Which of 24 diseases fits symptoms told in English. For sorting texts, not for diagnosis.",
        "license": (
            "Apache-2.0 as far as it is ours to give: the base model all-MiniLM-L6-v2 is Apache-2.0; the copy of the"
            " training data states no licence, see training-data and README.md"
        ),
        "languages": ["en"],
        "precision": "int8",
        "max-length": 128,
    },
    base="all-minilm-l6-v2",
    tasks=(DISEASE,),
    corpora=lambda data: [english_requests.symptoms(data)],
    options={"layers": "0,2,4", "pieces": 3500, "epochs": 30, "tokens": 1024, "encoder_rate": 2e-4},
)
