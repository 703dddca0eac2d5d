def chosen(self, states: List[Tensor], layers: List[int]) -> List[Tensor]:
    """Of the states (B, T, D) of every layer, those of some layers."""
    out: List[Tensor] = []
    for l in layers:
        out.append(states[l])
    return out


def taught(
    self, x: Tensor, lengths: Tensor, valid: Tensor, normalization: Tensor, keep: Tensor, mask: Tensor, w: List[Tensor]
) -> List[Tensor]:
    """Crops (B, N) or (B, F, W), and the frames (B, T) that a student does not see, to everything that it is given."""
    x, lengths, valid, mask = self.all_on_device([x, lengths, valid, mask], w[0])
    layers: List[int] = LAYERS
    queries: List[int] = QUERIES
    values: List[int] = VALUES
    noise = torch.zeros([0])
    f = self.front(x, lengths, normalization, w.front)
    h = self.padding_zeroed(self.project(f, w.feature_projection, noise, False), valid)
    states = self.encoder(h, valid, keep, w.encoder, noise, False)
    last = states[-1]
    out = self.chosen(self.encoded(states[:], w.predictor), layers)
    if MASKED:
        unseen = self.encoder(self.masked(h, mask, w.mask), valid, keep, w.encoder, noise, False)
        out = out + self.chosen(self.encoded(unseen, w.predictor), layers)
    for l in queries:
        heads = self.heads_of_layer(states, l, w.encoder)
        out.append(heads[0].contiguous())
        out.append(heads[1].contiguous())
    for l in values:
        out.append(self.heads_of_layer(states, l, w.encoder)[2].contiguous())
    if LOGITS:
        logits = self.logits(last.reshape([-1, last.size(2)]), w.heads)
        out.append(logits.view([last.size(0), last.size(1), -1]))
    return out
