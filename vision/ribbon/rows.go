package ribbon

import (
	"runtime"
	"sync"
)

// inRows runs a function for each row, on all processors.
func inRows(n int, row func(y int)) {
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for y := k; y < n; y += workers {
				row(y)
			}
		}()
	}
	wait.Wait()
}
