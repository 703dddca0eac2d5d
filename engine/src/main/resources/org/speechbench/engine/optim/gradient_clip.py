  def clip(self, g: List[Tensor], loss_scale: Tensor) -> List[Tensor]:
    norm = torch.div(torch.norm(torch.stack(torch._foreach_norm(g, 2)), 2), loss_scale)
    clipped = torch.div(1., torch.mul(torch.clamp_min(torch.div(norm, $CLIP$), 1.), loss_scale))
    scale = torch.where(torch.isfinite(norm), clipped, torch.full_like(clipped, nan))
    out = annotate(List[Tensor], [norm])
    for i in range(torch.len(g)):
      _0 = torch.append(out, torch.mul(g[i], scale))
    return out
