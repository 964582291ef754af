package movenet

import (
	"fmt"

	"nabij/vision"
)

// head is one convolutional head of the network: the node of the published
// graph that computes it, and how many channels it has.
type head struct {
	node     string
	channels int
}

// heads lists the heads in the order in which they are stacked.
var heads = [...]head{
	{"StatefulPartitionedCall/Sigmoid", 1},
	{"StatefulPartitionedCall/box_scale_0/conv2d_5/BiasAdd", 2},
	{"StatefulPartitionedCall/box_offset_0/conv2d_6/BiasAdd", 2},
	{"StatefulPartitionedCall/kpt_regress_0/conv2d_8/BiasAdd", 2 * vision.JointCount},
	{"StatefulPartitionedCall/Sigmoid_1", vision.JointCount},
	{"StatefulPartitionedCall/kpt_offset_0/conv2d_9/BiasAdd", 2 * vision.JointCount},
}

// Input and Output name the ends of the ONNX graph.
const (
	Input  = "input"
	Output = "heads"
)

// Channels is the number of channels of the output.
const Channels = 1 + 2 + 2 + 5*vision.JointCount

// Heads are the network's answers on a map of Size cells, row by row. Where a
// head has pairs, y comes before x; distances are in cells.
type Heads struct {
	Size        vision.Size // cells
	Center      []float32   // how sure the middle of a body is here, 0 to 1
	BoxScale    []float32   // height, width of the body
	BoxOffset   []float32   // from the cell to the middle of the box
	KptRegress  []float32   // from the cell to each joint, roughly
	KptHeatmap  []float32   // how sure each joint is here, 0 to 1
	KptOffset   []float32   // from the cell to the joint, exactly
	cellsPerMap int
}

// SplitHeads cuts the network's output for an input size into its heads,
// without copying.
func SplitHeads(output []float32, input vision.Size) (Heads, error) {
	size := vision.Size{Width: input.Width / Stride, Height: input.Height / Stride}
	cells := size.Width * size.Height
	if size.Empty() || len(output) != cells*Channels {
		return Heads{}, fmt.Errorf("network output for %d×%d px: %d numbers, want %d",
			input.Width, input.Height, len(output), cells*Channels)
	}
	h := Heads{Size: size, cellsPerMap: cells}
	for i, part := range []*[]float32{
		&h.Center, &h.BoxScale, &h.BoxOffset, &h.KptRegress, &h.KptHeatmap, &h.KptOffset,
	} {
		n := heads[i].channels * cells
		*part, output = output[:n:n], output[n:]
	}
	return h, nil
}

// pair returns the two numbers of a head at a cell: channel 2k and 2k+1.
func (h *Heads) pair(part []float32, k, cell int) (y, x float64) {
	at := 2*k*h.cellsPerMap + cell
	return float64(part[at]), float64(part[at+h.cellsPerMap])
}
