def activated(self, h: Tensor, w: List[Tensor]) -> Tensor:
    """(B, F, C) to (B, F, C): layer norm and GELU."""
    return torch.gelu(self.norm(h, w).to(DTYPE))


def front(self, x: Tensor, lengths: Tensor, normalization: Tensor, w: List[Tensor]) -> Tensor:
    """Samples (B, N) to (B, T, C), with the channels last."""
    strides = STRIDES
    f = self.waves(x, lengths).unfold(1, KERNEL, strides[0]).to(DTYPE)
    weight = w.conv_layers[0].conv.weight.squeeze(1).to(DTYPE)
    bias = self.convolution_bias(w.conv_layers[0].conv)
    h = self.activated(torch.linear(f, weight, bias), w.conv_layers[0].layer_norm)
    for i in range(1, len(strides)):
        c = h.unsqueeze(1).permute([0, 3, 1, 2])
        weight = w.conv_layers[i].conv.weight.unsqueeze(2).to(DTYPE)
        y = torch.conv2d(c, weight, self.convolution_bias(w.conv_layers[i].conv), [1, strides[i]])
        h = self.activated(y.permute([0, 2, 3, 1]).squeeze(1), w.conv_layers[i].layer_norm)
    return h
