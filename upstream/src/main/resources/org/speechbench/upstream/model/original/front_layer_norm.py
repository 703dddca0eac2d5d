def front(self, x: Tensor, lengths: Tensor, normalization: Tensor, w: List[Tensor]) -> Tensor:
    """Samples (B, N) to (B, T, C)."""
    h = self.waves(x, lengths).unsqueeze(1).to(DTYPE)
    strides = STRIDES
    for i in range(len(strides)):
        bias = self.convolution_bias(w.conv_layers[i].conv)
        c = torch.conv1d(h, w.conv_layers[i].conv.weight.to(DTYPE), bias, [strides[i]])
        n = self.norm(c.transpose(1, 2), w.conv_layers[i].layer_norm)
        h = torch.gelu(n.to(DTYPE).transpose(1, 2).contiguous())
    return h.transpose(1, 2)
