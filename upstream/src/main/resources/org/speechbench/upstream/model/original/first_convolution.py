def first_convolution(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    """Samples (B, N) to (B, F, C): a convolution and a group norm over time; for batches without padding."""
    c = torch.conv1d(x.unsqueeze(1).to(DTYPE), w.conv_layers[0].conv.weight.to(DTYPE), None, [STRIDE])
    g = w.conv_layers[0].layer_norm.weight
    b = w.conv_layers[0].layer_norm.bias
    n = torch.group_norm(c.float(), c.size(1), g, b, 1.0e-5).to(DTYPE)
    if CHANNELS_LAST:
        return torch.gelu(n.transpose(1, 2).contiguous())
    return torch.gelu(n).transpose(1, 2)
