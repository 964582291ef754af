package movenet

import (
	"errors"
	"fmt"
	"strings"
)

// kernel is a convolution's weights as ONNX wants them: per output channel,
// input channel, row and column.
type kernel struct {
	values                []float32
	out, in, high, wide   int
	groups                int
	padTop, padLeft       int
	padBottom, padRight   int
	stride, height, width int // of the output
}

// convolution writes a convolution with its bias and activation.
func (c *conversion) convolution(n *node) (value, error) {
	x, err := c.operand(n, 0)
	if err != nil {
		return value{}, err
	}
	k, err := c.kernel(n, x.shape)
	if err != nil {
		return value{}, fmt.Errorf("node %q: %w", n.Name, err)
	}
	bias, activation, err := c.fused(n, k.out)
	if err != nil {
		return value{}, fmt.Errorf("node %q: %w", n.Name, err)
	}
	inputs := append([]string{x.name, c.graph.constant(k.values, k.out, k.in, k.high, k.wide)}, bias...)
	y := c.graph.node("Conv", inputs, [4]int{1, k.out, k.height, k.width},
		ints("kernel_shape", k.high, k.wide), ints("strides", k.stride, k.stride),
		ints("pads", k.padTop, k.padLeft, k.padBottom, k.padRight),
		ints("dilations", 1, 1), integer("group", k.groups))
	switch activation {
	case "Relu":
		y = c.graph.node("Relu", []string{y.name}, y.shape)
	case "Relu6":
		y = c.clip(y, 0, 6)
	}
	return y, nil
}

// clip writes bounds.
func (c *conversion) clip(y value, least, most float32) value {
	if c.form == OldClip {
		return c.graph.node("Clip", []string{y.name}, y.shape, float("min", least), float("max", most))
	}
	bounds := []string{c.graph.constant([]float32{least}), c.graph.constant([]float32{most})}
	return c.graph.node("Clip", append([]string{y.name}, bounds...), y.shape)
}

// kernel takes a node's weights over from the published order, and works out
// its padding and output size.
func (c *conversion) kernel(n *node, input [4]int) (kernel, error) {
	if len(n.Input) < 2 {
		return kernel{}, errors.New("has no weights")
	}
	w, ok := c.net.tensors[n.Input[1]]
	if !ok {
		return kernel{}, fmt.Errorf("weights %q are missing", n.Input[1])
	}
	if len(w.shape) != 4 || len(w.values) == 0 {
		return kernel{}, fmt.Errorf("weights %q have shape %v, want four dimensions", n.Input[1], w.shape)
	}
	if w.shape[2] != input[1] {
		return kernel{}, fmt.Errorf("weights are for %d channels, the input has %d", w.shape[2], input[1])
	}
	k := reordered(w, strings.Contains(n.Op, "Depthwise"))
	return k, k.place(n.Attr, input)
}

// reordered turns HWIO into OIHW, and HWIM of a depthwise convolution into
// (I·M)1HW.
func reordered(w tensor, depthwise bool) kernel {
	high, wide, in, out := w.shape[0], w.shape[1], w.shape[2], w.shape[3]
	k := kernel{out: out, in: in, high: high, wide: wide, groups: 1}
	if depthwise {
		k.out, k.in, k.groups = in*out, 1, in
	}
	area := high * wide
	k.values = make([]float32, 0, len(w.values))
	for o := range k.out {
		for i := range k.in {
			for p := range area {
				k.values = append(k.values, w.values[(p*k.in+i)*k.out+o])
			}
		}
	}
	return k
}

// place sets stride, padding and output size from a node's attributes.
func (k *kernel) place(a attributes, input [4]int) error {
	if len(a.Strides.List.I) != 4 {
		return errors.New("has no stride")
	}
	stride, err := a.Strides.List.I[1].Int64()
	if err != nil || stride < 1 || stride > 8 {
		return fmt.Errorf("stride %q is not from 1 to 8", a.Strides.List.I[1])
	}
	padding, err := text(a.Padding.S)
	if err != nil {
		return fmt.Errorf("padding: %w", err)
	}
	k.stride = int(stride)
	switch padding {
	case "SAME":
		k.padTop, k.padBottom, k.height = same(input[2], k.high, k.stride)
		k.padLeft, k.padRight, k.width = same(input[3], k.wide, k.stride)
	case "VALID":
		k.height, k.width = (input[2]-k.high)/k.stride+1, (input[3]-k.wide)/k.stride+1
	default:
		return fmt.Errorf("padding %q is unknown", padding)
	}
	if k.height < 1 || k.width < 1 {
		return fmt.Errorf("a kernel of %d×%d does not fit an input of %d×%d", k.high, k.wide, input[2], input[3])
	}
	return nil
}

// same is TensorFlow's SAME padding along one side: the odd cell goes last.
func same(input, kernel, stride int) (before, after, output int) {
	output = (input + stride - 1) / stride
	pad := max(0, (output-1)*stride+kernel-input)
	return pad / 2, pad - pad/2, output
}

// fused returns the bias, as further inputs, and the activation that are
// part of a convolution.
func (c *conversion) fused(n *node, channels int) (bias []string, activation string, err error) {
	for _, encoded := range n.Attr.FusedOps.List.S {
		op, err := text(encoded)
		if err != nil {
			return nil, "", fmt.Errorf("fused operation: %w", err)
		}
		switch op {
		case "BiasAdd":
			if len(n.Input) < 3 || len(c.net.tensors[n.Input[2]].values) != channels {
				return nil, "", fmt.Errorf("has no bias of %d channels", channels)
			}
			bias = []string{c.graph.constant(c.net.tensors[n.Input[2]].values, channels)}
		case "Relu", "Relu6":
			activation = op
		default:
			return nil, "", fmt.Errorf("fused operation %q is unknown", op)
		}
	}
	return bias, activation, nil
}
