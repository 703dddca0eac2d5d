def projections(self, x: Tensor, w: List[Tensor]) -> List[Tensor]:
    """(B, T, D) to its queries, keys and values (B, T, D), which are views of one product."""
    weight = torch.cat([w.q_proj.weight, w.k_proj.weight, w.v_proj.weight])
    bias = torch.cat([w.q_proj.bias, w.k_proj.bias, w.v_proj.bias])
    return self.affine(x, [weight, bias]).chunk(3, 2)
