package movenet

import (
	_ "embed"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
)

//go:embed movenet-multipose.json
var topology []byte

//go:embed movenet-multipose.bin
var weights []byte

// Network is the person network as it was published: a graph of operations
// and the tensors they use.
type Network struct {
	nodes   map[string]*node
	tensors map[string]tensor
}

// tensor is a constant of the graph, in the published order (HWIO).
type tensor struct {
	shape  []int
	values []float32
}

// node is one operation of the graph.
type node struct {
	Name, Op string
	Input    []string
	Attr     attributes
}

// attributes are those of a node's attributes that the conversion asks for.
type attributes struct {
	Strides  struct{ List struct{ I []json.Number } }
	FusedOps struct{ List struct{ S []string } } `json:"fused_ops"`
	Padding  struct{ S string }
}

// manifest is the published file: a TensorFlow.js graph model.
type manifest struct {
	ModelTopology   struct{ Node []json.RawMessage }
	WeightsManifest []struct{ Weights []weight }
}

// weight describes one tensor; their bytes follow one another in the file of
// weights.
type weight struct {
	Name, Dtype  string
	Shape        []int
	Quantization *struct{ Dtype string }
}

// Load returns the embedded network.
func Load() (*Network, error) { return Parse(topology, weights) }

// Parse reads a network in the TensorFlow.js graph-model format: its JSON
// description and the bytes of its weights. It fails on anything it would
// have to guess; what the heads do not need is not looked at.
func Parse(description, weights []byte) (*Network, error) {
	var m manifest
	if err := json.Unmarshal(description, &m); err != nil {
		return nil, fmt.Errorf("read the person network: %w", err)
	}
	net := &Network{nodes: map[string]*node{}, tensors: map[string]tensor{}}
	for i, raw := range m.ModelTopology.Node {
		if err := net.addNode(raw); err != nil {
			return nil, fmt.Errorf("read the person network: node %d: %w", i, err)
		}
	}
	for _, group := range m.WeightsManifest {
		for _, w := range group.Weights {
			var err error
			if weights, err = net.addTensor(w, weights); err != nil {
				return nil, fmt.Errorf("read the person network: weight %q: %w", w.Name, err)
			}
		}
	}
	return net, nil
}

// addNode keeps a node. Constants are left out: their attributes have another
// form, and their values are among the weights.
func (net *Network) addNode(raw json.RawMessage) error {
	var kind struct{ Name, Op string }
	if err := json.Unmarshal(raw, &kind); err != nil {
		return err
	}
	if kind.Op == "Const" {
		return nil
	}
	n := &node{}
	if err := json.Unmarshal(raw, n); err != nil {
		return fmt.Errorf("%q: %w", kind.Name, err)
	}
	net.nodes[n.Name] = n
	return nil
}

// addTensor reads a tensor from the front of data and returns what follows.
func (net *Network) addTensor(w weight, data []byte) ([]byte, error) {
	width := map[string]int{"float32": 4, "int32": 4}[w.Dtype]
	if w.Quantization != nil {
		width = map[string]int{"float16": 2}[w.Quantization.Dtype]
	}
	if width == 0 {
		return nil, fmt.Errorf("numbers of an unknown kind %q", w.Dtype)
	}
	count := 1
	for _, d := range w.Shape {
		if d < 0 || (d > 0 && count > len(data)/d) {
			return nil, fmt.Errorf("shape %v needs more than the %d bytes left", w.Shape, len(data))
		}
		count *= d
	}
	if count*width > len(data) {
		return nil, fmt.Errorf("shape %v needs %d bytes, %d are left", w.Shape, count*width, len(data))
	}
	if w.Dtype == "float32" {
		net.tensors[w.Name] = tensor{w.Shape, floats(data[:count*width], width)}
	}
	return data[count*width:], nil
}

// floats reads little-endian numbers of 2 or 4 bytes.
func floats(data []byte, width int) []float32 {
	values := make([]float32, len(data)/width)
	for i := range values {
		if width == 2 {
			values[i] = half(binary.LittleEndian.Uint16(data[2*i:]))
		} else {
			values[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		}
	}
	return values
}

// half widens an IEEE 754 binary16 number; every one fits a float32 exactly.
func half(bits uint16) float32 {
	sign := uint32(bits>>15) << 31
	exponent := uint32(bits>>10) & 31
	fraction := uint32(bits) & 1023
	switch exponent {
	case 0: // zero and subnormal
		value := float32(fraction) / (1 << 24)
		return math.Float32frombits(math.Float32bits(value) | sign)
	case 31: // infinite, or no number
		return math.Float32frombits(sign | 0x7f800000 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}

// text decodes a string attribute, which the format keeps in base64.
func text(attribute string) (string, error) {
	decoded, err := base64.StdEncoding.DecodeString(attribute)
	return string(decoded), err
}
