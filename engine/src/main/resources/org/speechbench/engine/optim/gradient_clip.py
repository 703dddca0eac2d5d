def clip(self, g: List[Tensor], loss_scale: Tensor) -> List[Tensor]:
    """Norm of all gradients together, then each gradient clipped by it; both without the scale of the loss."""
    norm = torch.norm(torch.stack(torch._foreach_norm(g, 2)), 2) / loss_scale
    clipped = 1. / (torch.clamp_min(norm / CLIP, 1.) * loss_scale)
    scale = torch.where(torch.isfinite(norm), clipped, torch.full_like(clipped, nan))
    out = [norm]
    for x in g:
        out.append(x * scale)
    return out
