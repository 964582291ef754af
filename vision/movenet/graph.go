package movenet

import (
	"encoding/binary"
	"math"
	"strconv"
)

// graph is an ONNX graph being written. Field numbers are those of onnx.proto
// (github.com/onnx/onnx, onnx/onnx.proto, IR version 7).
type graph struct {
	encoded message
	names   int
}

// value is the output of a node in the graph, with its NCHW shape.
type value struct {
	name  string
	shape [4]int
}

// unique returns a name that the graph has not used yet.
func (g *graph) unique(letter string) string {
	g.names++
	return letter + strconv.Itoa(g.names)
}

// constant adds numbers as an initializer (GraphProto.initializer, 5) and
// returns its name. No dimensions and no numbers is a vector of length 0.
func (g *graph) constant(numbers []float32, dims ...int) string {
	name := g.unique("c")
	raw := make([]byte, 0, 4*len(numbers))
	for _, n := range numbers {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(n))
	}
	const float32Type = 1
	var t message
	for _, d := range dims {
		t.integer(1, d)
	}
	t.integer(2, float32Type)
	t.text(8, name)
	t.bytes(9, raw)
	g.encoded.bytes(5, t)
	return name
}

// node adds an operation (GraphProto.node, 1).
func (g *graph) node(op string, inputs []string, shape [4]int, attributes ...message) value {
	return g.named(g.unique("t"), op, inputs, shape, attributes...)
}

func (g *graph) named(name, op string, inputs []string, shape [4]int, attributes ...message) value {
	var n message
	for _, input := range inputs {
		n.text(1, input)
	}
	n.text(2, name)
	n.text(3, name)
	n.text(4, op)
	for _, a := range attributes {
		n.bytes(5, a)
	}
	g.encoded.bytes(1, n)
	return value{name, shape}
}

// The four kinds of attribute (AttributeProto; field 20 is the type).

func ints(name string, values ...int) (a message) {
	a.text(1, name)
	for _, v := range values {
		a.integer(8, v)
	}
	a.integer(20, 7)
	return a
}

func integer(name string, v int) (a message) {
	a.text(1, name)
	a.integer(3, v)
	a.integer(20, 2)
	return a
}

func float(name string, v float32) (a message) {
	a.text(1, name)
	a.float(2, v)
	a.integer(20, 1)
	return a
}

func word(name, v string) (a message) {
	a.text(1, name)
	a.text(4, v)
	a.integer(20, 3)
	return a
}

// model closes the graph between an input and an output (ModelProto, opset 12).
func (g *graph) model(input, output value) []byte {
	g.encoded.text(2, "movenet-multipose")
	g.encoded.bytes(11, g.describe(input))
	g.encoded.bytes(12, g.describe(output))
	var opset, m message
	opset.text(1, "")
	opset.integer(2, 12)
	m.integer(1, 7)
	m.text(2, "nabij")
	m.bytes(7, g.encoded)
	m.bytes(8, opset)
	return m
}

// describe writes a ValueInfoProto: a name, float32, and a shape.
func (g *graph) describe(v value) message {
	var shape, tensorType, valueType, info message
	for _, d := range v.shape {
		var dim message
		dim.integer(1, d)
		shape.bytes(1, dim)
	}
	tensorType.integer(1, 1)
	tensorType.bytes(2, shape)
	valueType.bytes(1, tensorType)
	info.text(1, v.name)
	info.bytes(2, valueType)
	return info
}
