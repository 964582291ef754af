package movenet

import (
	"errors"
	"fmt"
	"strings"

	"nabij/vision"
)

// Form is a way to write the bounds of Clip.
type Form int

const (
	// Standard has them as inputs, as opset 12 wants it.
	Standard Form = iota
	// OldClip has them as attributes, as before opset 11: OpenCV 4.6 rejects the
	// newer form (github.com/opencv/opencv/issues/22247), and later versions
	// still take the older one.
	OldClip
)

// ONNX writes the network as an ONNX model for one input size: from [Input],
// 1×3×height×width, to [Output], 1×[Channels]×height/4×width/4.
func (net *Network) ONNX(input vision.Size, form Form) ([]byte, error) {
	if input.Empty() || input.Width%grain != 0 || input.Height%grain != 0 {
		return nil, fmt.Errorf("convert the person network: input %d×%d px: want multiples of %d",
			input.Width, input.Height, grain)
	}
	c := &conversion{net: net, input: input, form: form, done: map[string]value{}, open: map[string]bool{}}
	var names []string
	for _, h := range heads {
		out, err := c.value(h.node)
		if err != nil {
			return nil, fmt.Errorf("convert the person network: %w", err)
		}
		want := [4]int{1, h.channels, input.Height / Stride, input.Width / Stride}
		if out.shape != want {
			return nil, fmt.Errorf("convert the person network: head %q has shape %v, want %v", h.node, out.shape, want)
		}
		names = append(names, out.name)
	}
	output := c.graph.named(Output, "Concat", names,
		[4]int{1, Channels, input.Height / Stride, input.Width / Stride}, integer("axis", 1))
	return c.graph.model(c.placeholder(), output), nil
}

// conversion walks the published graph backwards from its heads.
type conversion struct {
	net   *Network
	input vision.Size
	form  Form
	graph graph
	done  map[string]value
	open  map[string]bool // begun and not done: met again, they are a circle
}

func (c *conversion) placeholder() value {
	return value{Input, [4]int{1, 3, c.input.Height, c.input.Width}}
}

// value converts the node of a name and all it needs, once.
func (c *conversion) value(name string) (value, error) {
	name, _, _ = strings.Cut(name, ":")
	if v, ok := c.done[name]; ok {
		return v, nil
	}
	n, ok := c.net.nodes[name]
	if !ok {
		return value{}, fmt.Errorf("node %q is missing", name)
	}
	if c.open[name] {
		return value{}, fmt.Errorf("node %q needs its own output", name)
	}
	c.open[name] = true
	v, err := c.convert(n)
	if err != nil {
		return value{}, err
	}
	c.done[name] = v
	return v, nil
}

// convert writes one node. Casts and identities vanish: all is float32.
func (c *conversion) convert(n *node) (value, error) {
	switch n.Op {
	case "Placeholder":
		return c.placeholder(), nil
	case "Cast", "Identity":
		return c.operand(n, 0)
	case "_FusedConv2D", "Conv2D", "FusedDepthwiseConv2dNative", "DepthwiseConv2dNative":
		return c.convolution(n)
	case "Add", "AddV2", "Mul", "Sub":
		return c.arithmetic(n)
	case "ResizeBilinear":
		return c.doubled(n)
	case "Sigmoid":
		x, err := c.operand(n, 0)
		if err != nil {
			return value{}, err
		}
		return c.graph.node("Sigmoid", []string{x.name}, x.shape), nil
	}
	return value{}, fmt.Errorf("node %q: operation %q is unknown", n.Name, n.Op)
}

// operand converts a node's i-th input; a constant is one number, or one per
// channel.
func (c *conversion) operand(n *node, i int) (value, error) {
	if i >= len(n.Input) {
		return value{}, fmt.Errorf("node %q: has no input %d", n.Name, i)
	}
	if t, ok := c.net.tensors[n.Input[i]]; ok {
		if len(t.values) == 0 {
			return value{}, fmt.Errorf("node %q: constant %q is empty", n.Name, n.Input[i])
		}
		shape := [4]int{1, len(t.values), 1, 1}
		return value{c.graph.constant(t.values, shape[:]...), shape}, nil
	}
	return c.value(n.Input[i])
}

// arithmetic writes an element-wise operation of two operands.
func (c *conversion) arithmetic(n *node) (value, error) {
	a, errA := c.operand(n, 0)
	b, errB := c.operand(n, 1)
	if err := errors.Join(errA, errB); err != nil {
		return value{}, err
	}
	shape, err := broadcast(a.shape, b.shape)
	if err != nil {
		return value{}, fmt.Errorf("node %q: %w", n.Name, err)
	}
	return c.graph.node(strings.TrimSuffix(n.Op, "V2"), []string{a.name, b.name}, shape), nil
}

// broadcast returns the shape of an element-wise operation.
func broadcast(a, b [4]int) (shape [4]int, err error) {
	for i := range shape {
		if a[i] != b[i] && a[i] != 1 && b[i] != 1 {
			return shape, fmt.Errorf("shapes %v and %v do not go together", a, b)
		}
		shape[i] = max(a[i], b[i])
	}
	return shape, nil
}

// doubled writes a bilinear enlargement; the pyramid has only those by two,
// with pixel middles at one half.
func (c *conversion) doubled(n *node) (value, error) {
	x, err := c.operand(n, 0)
	if err != nil {
		return value{}, err
	}
	s := x.shape
	inputs := []string{x.name, c.graph.constant(nil, 0), c.graph.constant([]float32{1, 1, 2, 2}, 4)}
	return c.graph.node("Resize", inputs, [4]int{s[0], s[1], 2 * s[2], 2 * s[3]},
		word("mode", "linear"), word("coordinate_transformation_mode", "half_pixel")), nil
}
