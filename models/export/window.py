"""How long a row may be, and whether a model bears padding beside it."""

import pooling

IF_NOTHING_SAYS = 512

# Their positions start behind the pad id.
POSITIONS_AFTER_PAD = {
    "roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "longformer", "roberta-prelayernorm", "mpnet", "ibert",
    "data2vec-text", "xmod",
}  # fmt: skip

# Their max_position_embeddings bounds nothing: positions are relative, or it is a relic.
POSITIONS_RELATIVE = {"t5", "mt5", "xlnet", "funnel"}

# A padded row is answered otherwise than the row alone.
PADDING_CHANGES_ANSWERS = {
    "mobilebert", "convbert", "xlnet", "funnel", "nystromformer", "fnet", "reformer", "yoso", "mra",
}  # fmt: skip


def window_of(folder, config, tokenizer):
    """The longest row in tokens, special ones included: the least of what tokenizer, positions and
    sentence-transformers allow."""
    bounds = [tokenizer.model_max_length, pooling.window_of(folder)]
    if config.model_type not in POSITIONS_RELATIVE:
        positions = getattr(config, "max_position_embeddings", None) or getattr(config, "n_positions", None)
        if positions and config.model_type in POSITIONS_AFTER_PAD:
            positions -= (config.pad_token_id or 0) + 1
        bounds.append(positions)
    stated = [bound for bound in bounds if bound and 0 < bound < 1 << 30]
    return min(stated, default=IF_NOTHING_SAYS)


def padding_of(config, tokenizer):
    left = tokenizer.padding_side == "left"
    return "none" if left or config.model_type in PADDING_CHANGES_ANSWERS else "right"
