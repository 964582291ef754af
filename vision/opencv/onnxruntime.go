package opencv

import (
	"errors"
	"fmt"
	"runtime"
	"sync"

	ort "github.com/yalue/onnxruntime_go"
	"gocv.io/x/gocv"

	"nabij/vision"
	"nabij/vision/movenet"
)

// onnxRuntimeVersion loads the system's ONNX Runtime, once, and returns its
// version; empty where there is none, or one from before 1.20. Debian 13 has it
// as libonnxruntime1.21, macOS by Homebrew as onnxruntime.
var onnxRuntimeVersion = sync.OnceValue(func() string {
	names := []string{"libonnxruntime.so.1", "libonnxruntime.so"}
	if runtime.GOOS == "darwin" {
		names = []string{"libonnxruntime.dylib", "/opt/homebrew/lib/libonnxruntime.dylib", "/usr/local/lib/libonnxruntime.dylib"}
	}
	for _, name := range names {
		ort.SetSharedLibraryPath(name)
		if ort.InitializeEnvironment() == nil {
			_ = ort.DisableTelemetry() // Windows alone has any, and nabij sends nothing
			return ort.GetVersion()
		}
	}
	return ""
})

// runtimeEngine is ONNX Runtime.
type runtimeEngine struct {
	session      *ort.AdvancedSession
	input, heads *ort.Tensor[float32]
}

func newRuntimeEngine(published *movenet.Network, size vision.Size) (_ *runtimeEngine, err error) {
	model, err := published.ONNX(size, movenet.Standard)
	if err != nil {
		return nil, err
	}
	e := &runtimeEngine{}
	defer func() {
		if err != nil {
			e.close()
			err = fmt.Errorf("hand the person network to ONNX Runtime %s: %w", onnxRuntimeVersion(), err)
		}
	}()
	width, height := int64(size.Width), int64(size.Height)
	if e.input, err = ort.NewEmptyTensor[float32](ort.NewShape(1, 3, height, width)); err != nil {
		return nil, err
	}
	heads := ort.NewShape(1, movenet.Channels, height/movenet.Stride, width/movenet.Stride)
	if e.heads, err = ort.NewEmptyTensor[float32](heads); err != nil {
		return nil, err
	}
	e.session, err = ort.NewAdvancedSessionWithONNXData(model, []string{movenet.Input}, []string{movenet.Output},
		[]ort.ArbitraryTensor{e.input}, []ort.ArbitraryTensor{e.heads}, nil)
	return e, err
}

func (e *runtimeEngine) pass(blob gocv.Mat) ([]float32, error) {
	rgb, err := blob.DataPtrFloat32()
	if err != nil {
		return nil, err
	}
	if copy(e.input.GetData(), rgb) != len(rgb) {
		return nil, errors.New("the picture does not fit")
	}
	if err := e.session.Run(); err != nil {
		return nil, err
	}
	return e.heads.GetData(), nil
}

func (e *runtimeEngine) close() {
	if e.session != nil {
		_ = e.session.Destroy() // there is nothing left to do about it
	}
	for _, t := range []*ort.Tensor[float32]{e.input, e.heads} {
		if t != nil {
			_ = t.Destroy()
		}
	}
}
