"""Measures PyTorch with Transformers: fp16 and scaled-dot-product attention on a GPU, fp32 without one.

Reads lines and answers each with one:
    model SHAPE WINDOW LABELS   ->  ok
    rate ROWS COLUMNS SECONDS   ->  rate ROWS_A_SECOND
A batch's ids go to the device and its scores come back each time, as they do for the engine that it is compared with.
"""

import sys
import time

import torch
import transformers

SHAPES = {
    "bert-base": (12, 768, 12, 3072),
    "bert-large": (24, 1024, 16, 4096),
    "minilm-l6": (6, 384, 12, 1536),
    "tiny": (2, 32, 4, 64),
}
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def model(shape: str, window: int, labels: int) -> torch.nn.Module:
    if shape == "distilbert":
        config = transformers.DistilBertConfig(max_position_embeddings=window, num_labels=labels)
        made = transformers.DistilBertForSequenceClassification._from_config(config, attn_implementation="sdpa")
    else:
        layers, hidden, heads, intermediate = SHAPES[shape]
        config = transformers.BertConfig(
            num_hidden_layers=layers,
            hidden_size=hidden,
            num_attention_heads=heads,
            intermediate_size=intermediate,
            max_position_embeddings=window,
            num_labels=labels,
        )
        made = transformers.BertForSequenceClassification._from_config(config, attn_implementation="sdpa")
    made = made.eval().to(DEVICE)
    return made.half() if DEVICE == "cuda" else made


@torch.inference_mode()
def rate(made: torch.nn.Module, rows: int, columns: int, seconds: float) -> float:
    ids = torch.randint(1000, 30000, (rows, columns))
    mask = torch.ones_like(ids)
    if DEVICE == "cuda":
        ids, mask = ids.pin_memory(), mask.pin_memory()

    def once() -> None:
        given = ids.to(DEVICE, non_blocking=True)
        seen = mask.to(DEVICE, non_blocking=True)
        made(input_ids=given, attention_mask=seen).logits.float().cpu()

    for _ in range(3):
        once()
    done = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        once()
        done += rows
    return done / (time.perf_counter() - start)


def main() -> None:
    where = torch.cuda.get_device_name() + ", fp16" if DEVICE == "cuda" else "the processor, fp32"
    print(f"ready torch {torch.__version__}, transformers {transformers.__version__}, SDPA, {where}", flush=True)
    made = None
    for line in sys.stdin:
        command, *words = line.split()
        if command == "model":
            made = model(words[0], int(words[1]), int(words[2]))
            print("ok", flush=True)
        else:
            print(f"rate {rate(made, int(words[0]), int(words[1]), float(words[2])):.3f}", flush=True)


if __name__ == "__main__":
    main()
