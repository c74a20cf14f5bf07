"""Text from an encoder-decoder's two graphs, the likeliest token at each step: the reference for every other reader.

Of the model's generation config only the start, end, forced and forbidden tokens count: beams and penalties are the
caller's choice.
"""

import numpy as np
import sessions


class Generator:
    """`config` is the model's generation config. `encoder` and `decoder` are paths of graphs."""

    def __init__(self, encoder, decoder, config, longest=40):
        self.encoder, self.decoder = sessions.of(str(encoder)), sessions.of(str(decoder))
        self.config, self.longest = config, longest

    def encode(self, ids):
        """What the decoder reads of a row of ids: its inputs but for the tokens generated so far."""
        ids = np.array([ids], dtype=np.int64)
        mask = np.ones_like(ids)
        (hidden,) = self.encoder.run(None, {"input_ids": ids, "attention_mask": mask})
        return {"encoder_attention_mask": mask, "encoder_hidden_states": hidden}

    def next_scores(self, encoded, ids):
        """Raw scores [tokens of the vocabulary] of the token behind `ids`; a forced token alone is left where the
        config forces one."""
        (logits,) = self.decoder.run(None, {**encoded, "input_ids": np.array([ids], dtype=np.int64)})
        scores = logits[0, -1].astype(np.float64)
        forced = None
        if len(ids) == 1:
            forced = self.config.forced_bos_token_id
        elif len(ids) == self.longest:
            forced = self.config.forced_eos_token_id
        for banned in (each[0] for each in self.config.bad_words_ids or () if len(each) == 1):
            scores[banned] = -np.inf
        if forced is not None:
            scores = np.where(np.arange(len(scores)) == forced, 0.0, -np.inf)
        return scores

    def greedy(self, ids):
        """The tokens generated for a row of ids, the start token and the end token among them."""
        encoded, made = self.encode(ids), [self.config.decoder_start_token_id]
        ends = np.atleast_1d(self.config.eos_token_id)
        while made[-1] not in ends or len(made) == 1:
            if len(made) > self.longest:
                break
            made.append(int(self.next_scores(encoded, made).argmax()))
        return made
