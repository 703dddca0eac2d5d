def convolved(self, x: Tensor, valid: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, T, D): the convolution module; padded frames are 0 before their neighbours see them."""
    h = torch.glu(self.affine(self.norm(x, w.layer_norm), w.pointwise_in).float(), 2)
    h = self.padding_zeroed(h, valid).transpose(1, 2)
    c = torch.conv1d(h, w.depthwise.weight, w.depthwise.bias, padding=[KERNEL // 2], groups=h.size(1))
    n = torch.batch_norm(
        c, w.batch_norm.weight, w.batch_norm.bias, w.batch_norm.mean, w.batch_norm.variance, False, 0.1, 1e-5, False
    )
    return self.affine(torch.silu(n).transpose(1, 2), w.pointwise_out).float()
