package opencv

import (
	"fmt"

	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/movenet"
)

// engine multiplies: it runs the person network's forward pass at one input size.
type engine interface {
	// pass takes RGB floats, NCHW, and returns the heads, which stay valid until
	// the next pass.
	pass(blob gocv.Mat) ([]float32, error)
	close()
}

// newEngine returns ONNX Runtime where the system has it, which takes about a
// third of the time, and OpenCV's own DNN module elsewhere.
func newEngine(size vision.Size) (engine, error) {
	published, err := movenet.Load()
	if err != nil {
		return nil, err
	}
	if onnxRuntimeVersion() != "" {
		return newRuntimeEngine(published, size)
	}
	return newDNNEngine(published, size)
}

// EngineName is the name and version of what runs the person network here.
func EngineName() string {
	if version := onnxRuntimeVersion(); version != "" {
		return "ONNX Runtime " + version
	}
	return "OpenCV " + gocv.OpenCVVersion()
}

// dnnEngine is OpenCV's DNN module.
type dnnEngine struct {
	net   gocv.Net
	heads gocv.Mat // of the last pass
}

func newDNNEngine(published *movenet.Network, size vision.Size) (*dnnEngine, error) {
	model, err := published.ONNX(size, movenet.OldClip)
	if err != nil {
		return nil, err
	}
	net, err := gocv.ReadNetFromONNXBytes(model)
	if err != nil {
		return nil, fmt.Errorf("hand the person network to OpenCV: %w", err)
	}
	if net.Empty() {
		net.Close()
		return nil, fmt.Errorf("hand the person network to OpenCV %s: it was not taken", gocv.OpenCVVersion())
	}
	return &dnnEngine{net: net, heads: gocv.NewMat()}, nil
}

func (e *dnnEngine) pass(blob gocv.Mat) ([]float32, error) {
	e.net.SetInput(blob, movenet.Input)
	e.heads.Close()
	e.heads = e.net.Forward(movenet.Output)
	return e.heads.DataPtrFloat32()
}

func (e *dnnEngine) close() {
	e.heads.Close()
	e.net.Close()
}
