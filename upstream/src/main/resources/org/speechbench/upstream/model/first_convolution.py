def frames_mask(self, f: Tensor, lengths: Tensor) -> Tensor:
    """(B, F): 1 for windows that are within an utterance's own samples."""
    counts = torch.floor_divide(lengths - KERNEL, STRIDE) + 1
    t = torch.arange(f.size(1), device=f.device)
    return (t.unsqueeze(0) < counts.unsqueeze(1)).float()


def first_convolution(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    """Samples (B, N) to (B, F, C): the first convolution with the group norm folded into its weights."""
    f = x.unfold(1, KERNEL, STRIDE)
    # A channel is linear in the samples of its window: their mean and covariance give its mean and variance.
    if OWN_SAMPLES and lengths.numel() > 0:
        m = self.frames_mask(f, lengths).unsqueeze(2)
        n = m.sum([1], True)
        mean = (f * m).sum([1], True) / n
        fc = (f - mean) * m
        cov = self.frame_products(fc) / n
    else:
        mean = f.mean([1], True)
        fc = f - mean
        cov = self.frame_products(fc) / f.size(1)
    weight = w.conv_layers[0].conv.weight.squeeze(1)
    mu = mean.squeeze(1) @ weight.t()
    variance = ((weight @ cov) * weight).sum([2])
    scale = w.conv_layers[0].layer_norm.weight * torch.rsqrt(variance + 1.0e-5)
    offset = w.conv_layers[0].layer_norm.bias - mu * scale
    folded = torch.cat([scale.unsqueeze(2) * weight, offset.unsqueeze(2)], 2)
    # A column of ones represents the offset.
    ones = torch.constant_pad_nd(f.to(DTYPE), [0, 1], 1.0)
    y = torch.bmm(ones, folded.to(DTYPE).transpose(1, 2))
    if CHANNELS_LAST:
        return torch.gelu(y)
    return torch.gelu(y.transpose(1, 2).contiguous()).transpose(1, 2)
