package movenet

import (
	"encoding/binary"
	"math"
)

// message is a protocol-buffers message being written, field by field
// (protobuf.dev/programming-guides/encoding). ONNX needs four kinds.
type message []byte

// The wire types of a field.
const (
	wireVarint = 0
	wireBytes  = 2
	wire32Bit  = 5
)

func (m *message) tag(field, wire int) {
	*m = binary.AppendUvarint(*m, uint64(field)<<3|uint64(wire))
}

func (m *message) integer(field, value int) {
	m.tag(field, wireVarint)
	*m = binary.AppendUvarint(*m, uint64(value))
}

func (m *message) bytes(field int, value []byte) {
	m.tag(field, wireBytes)
	*m = binary.AppendUvarint(*m, uint64(len(value)))
	*m = append(*m, value...)
}

func (m *message) text(field int, value string) { m.bytes(field, []byte(value)) }

func (m *message) float(field int, value float32) {
	m.tag(field, wire32Bit)
	*m = binary.LittleEndian.AppendUint32(*m, math.Float32bits(value))
}
