def decoded(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, T, D): residual convolutions over time, with the channels last."""
    h = x
    for l in range(LAYERS):
        c = h.to(CONVOLUTION_DTYPE).unsqueeze(1).permute([0, 3, 1, 2])
        weight = w.conv_layers[l].weight.unsqueeze(2).to(CONVOLUTION_DTYPE)
        y = torch.conv2d(c, weight, w.conv_layers[l].bias.to(CONVOLUTION_DTYPE), [1, 1], [0, PADDING], [1, 1], GROUPS)
        n = torch.layer_norm(y.permute([0, 2, 3, 1]).squeeze(1).float(), [x.size(2)])
        h = h + torch.gelu(n)
    return h
