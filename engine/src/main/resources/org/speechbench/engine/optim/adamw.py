def contiguous(self, g: List[Tensor]) -> List[Tensor]:
    """Gradients in contiguous memory."""
    out: List[Tensor] = []
    for x in g:
        out.append(x.contiguous())
    return out


def global_norm(self, g: List[Tensor]) -> Tensor:
    """Norm of all gradients together."""
    return torch.norm(torch.stack(torch._foreach_norm(g, 2)), 2)


def count(self, n: Tensor, step: Tensor, skipped: Tensor) -> Tensor:
    """Counts a step, or a skipped step if its norm is not finite; returns 1 if it is skipped."""
    bad = torch.logical_not(torch.isfinite(n)).float()
    skipped.add_(bad)
    step.add_(torch.rsub(bad, 1.))
    return bad


def fused(
    self,
    p: List[Tensor],
    g: List[Tensor],
    m: List[Tensor],
    v: List[Tensor],
    step: Tensor,
    skipped: Tensor,
    lr: Tensor,
    loss_scale: Tensor,
) -> Tensor:
    """Updates parameters p by gradients g with running means m and v in one kernel; returns the norm before clipping."""
    gc = self.contiguous(g)
    n = self.global_norm(gc) / loss_scale
    bad = self.count(n, step, skipped)
    steps: List[Tensor] = []
    for i in range(len(p)):
        steps.append(step)
    none: List[Tensor] = []
    scale = torch.clamp_min(n / CLIP, 1.) * loss_scale
    torch._fused_adamw_(
        p,
        gc,
        m,
        v,
        none,
        steps,
        lr=float(lr),
        beta1=BETA1,
        beta2=BETA2,
        weight_decay=DECAY,
        eps=EPSILON,
        amsgrad=False,
        maximize=False,
        grad_scale=scale,
        found_inf=bad,
    )
    return n


def foreach(
    self,
    p: List[Tensor],
    g: List[Tensor],
    m: List[Tensor],
    v: List[Tensor],
    step: Tensor,
    skipped: Tensor,
    lr: Tensor,
    loss_scale: Tensor,
) -> Tensor:
    """The same for engines without that kernel."""
    gc = self.contiguous(g)
    n = self.global_norm(gc) / loss_scale
    bad = self.count(n, step, skipped)
    if not bool(bad):
        rate = float(lr)
        k = float(step)
        torch._foreach_div_(gc, float(torch.clamp_min(n / CLIP, 1.) * loss_scale))
        torch._foreach_mul_(p, 1. - rate * DECAY)
        torch._foreach_mul_(m, BETA1)
        torch._foreach_add_(m, gc, alpha=1. - BETA1)
        torch._foreach_mul_(v, BETA2)
        torch._foreach_addcmul_(v, gc, gc, 1. - BETA2)
        d = torch._foreach_sqrt(v)
        torch._foreach_div_(d, (1. - BETA2 ** k) ** 0.5)
        torch._foreach_add_(d, EPSILON)
        torch._foreach_addcdiv_(p, m, d, -rate / (1. - BETA1 ** k))
    return n


def separate(
    self,
    p: List[Tensor],
    g: List[Tensor],
    m: List[Tensor],
    v: List[Tensor],
    step: Tensor,
    skipped: Tensor,
    lr: Tensor,
    loss_scale: Tensor,
) -> Tensor:
    """The same, one parameter after another, as published code clips and updates."""
    norms: List[Tensor] = []
    for x in g:
        norms.append(torch.norm(x, 2))
    n = torch.norm(torch.stack(norms), 2) / loss_scale
    bad = self.count(n, step, skipped)
    if not bool(bad):
        rate = float(lr)
        k = float(step)
        scale = torch.clamp_max(CLIP / n, 1.) / loss_scale
        for j in range(len(p)):
            gj = g[j].mul_(scale)
            p[j].mul_(1. - rate * DECAY)
            m[j].mul_(BETA1).add_(gj, alpha=1. - BETA1)
            v[j].mul_(BETA2).addcmul_(gj, gj, value=1. - BETA2)
            d = torch.sqrt(v[j]).div_((1. - BETA2 ** k) ** 0.5).add_(EPSILON)
            p[j].addcdiv_(m[j], d, value=-rate / (1. - BETA1 ** k))
    return n


def assign(self, to: List[Tensor], source: List[Tensor]) -> Tensor:
    """Writes values into tensors."""
    for i in range(len(to)):
        to[i].copy_(source[i])
    return torch.zeros([1])
