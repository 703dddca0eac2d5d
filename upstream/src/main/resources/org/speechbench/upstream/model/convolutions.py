def convolutions(self, first: Tensor, w: List[Tensor]) -> Tensor:
    """(B, F, C) of the first convolution to (B, T, C), with the channels last."""
    h = first.unsqueeze(1).permute([0, 3, 1, 2])
    strides = STRIDES
    for i in range(1, len(strides)):
        weight = w.conv_layers[i].conv.weight.unsqueeze(2).to(DTYPE)
        h = torch.gelu(torch.conv2d(h, weight, self.convolution_bias(w.conv_layers[i].conv), [1, strides[i]]))
    return h.permute([0, 2, 3, 1]).squeeze(1)
