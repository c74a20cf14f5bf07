"""The sections of the International Patent Classification that a patent's abstract belongs to."""

from ..datasets import english_requests
from ..datasets.english_requests import SECTION
from ..recipe import Recipe

RECIPE = Recipe(
    package={
        "name": "patents-en",
        "version": "1.1.0",
        "description": "The sections (A to H) of the International Patent Classification of an English patent abstract.",
        "license": (
            "Apache-2.0 as far as it is ours to give: the base model all-MiniLM-L6-v2 is Apache-2.0, the texts are US"
            " patents, see training-data"
        ),
        "languages": ["en"],
        "precision": "int8",
        "max-length": 256,
    },
    base="all-minilm-l6-v2",
    tasks=(SECTION,),
    corpora=lambda data: [english_requests.patents(data)],
    options={"layers": "0,1,2,3", "pieces": 8000, "epochs": 4, "tokens": 4096, "longest": 192, "encoder_rate": 2e-4},
)
