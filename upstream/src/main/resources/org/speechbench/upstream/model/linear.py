def affine(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """(..., C) to (..., D): a linear layer of weight and bias, in the precision of matrix products."""
    weight, bias = w
    return torch.linear(x.to(DTYPE), weight.to(DTYPE), bias.to(DTYPE))


def norm(self, x: Tensor, w: List[Tensor]) -> Tensor:
    """(..., D) to (..., D): layer norm of weight and bias, in fp32."""
    weight, bias = w
    return torch.layer_norm(x.float(), [weight.size(0)], weight, bias)


def padding_zeroed(self, x: Tensor, valid: Tensor) -> Tensor:
    """(B, T, D) to (B, T, D): frames where valid (B, T) is 0 become 0; valid is empty where nothing is padded."""
    if valid.numel() > 0:
        return x * valid.unsqueeze(2)
    return x
