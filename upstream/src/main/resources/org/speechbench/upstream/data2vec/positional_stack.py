def positions(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, T, D): what is added to the input; convolutions over time in a row, with the channels last."""
    h = x
    for l in range(DEPTH):
        # What a convolution writes into padding would reach an utterance's own frames by the next one.
        c = self.padding_zeroed(h, valid).to(POSITIONAL_DTYPE).unsqueeze(1).permute([0, 3, 1, 2])
        weight = w.layers[l].conv.weight.unsqueeze(2).to(POSITIONAL_DTYPE)
        bias = w.layers[l].conv.bias.to(POSITIONAL_DTYPE)
        p = torch.conv2d(c, weight, bias, [1, 1], [0, PADDING], [1, 1], GROUPS)
        # An even kernel produces one frame too many.
        q = p.narrow(3, 0, x.size(1)).permute([0, 2, 3, 1]).squeeze(1).contiguous()
        h = torch.gelu(torch.layer_norm(q.float(), [x.size(2)]))
    return h


def prepared_positions(self, w: List[Tensor]) -> List[Tensor]:
    """The weights in the form that frozen models take."""
    return w
