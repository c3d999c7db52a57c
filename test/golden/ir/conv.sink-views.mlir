module @trainStep {
  func.func public @main(%arg0: tensor<2x1x5x5xf32> loc("state.params.filters[0]"), %arg1: tensor<4x2x5x5xf32> loc("state.params.filters[1]"), %arg2: tensor<196x10xf32> loc("state.params.output.w"), %arg3: tensor<10xf32> loc("state.params.output.b"), %arg4: tensor<2x1x5x5xf32> loc("state.optimizer[0].mu.filters[0]"), %arg5: tensor<4x2x5x5xf32> loc("state.optimizer[0].mu.filters[1]"), %arg6: tensor<196x10xf32> loc("state.optimizer[0].mu.output.w"), %arg7: tensor<10xf32> loc("state.optimizer[0].mu.output.b"), %arg8: tensor<2x1x5x5xf32> loc("state.optimizer[0].nu.filters[0]"), %arg9: tensor<4x2x5x5xf32> loc("state.optimizer[0].nu.filters[1]"), %arg10: tensor<196x10xf32> loc("state.optimizer[0].nu.output.w"), %arg11: tensor<10xf32> loc("state.optimizer[0].nu.output.b"), %arg12: tensor<f32> loc("state.optimizer[0].muWeight"), %arg13: tensor<f32> loc("state.optimizer[0].nuWeight"), %arg14: tensor<4x784xf32> loc("images"), %arg15: tensor<4xi32> loc("labels")) -> (tensor<2x1x5x5xf32> {jax.result_info = "state.params.filters[0]"}, tensor<4x2x5x5xf32> {jax.result_info = "state.params.filters[1]"}, tensor<196x10xf32> {jax.result_info = "state.params.output.w"}, tensor<10xf32> {jax.result_info = "state.params.output.b"}, tensor<2x1x5x5xf32> {jax.result_info = "state.optimizer[0].mu.filters[0]"}, tensor<4x2x5x5xf32> {jax.result_info = "state.optimizer[0].mu.filters[1]"}, tensor<196x10xf32> {jax.result_info = "state.optimizer[0].mu.output.w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0].mu.output.b"}, tensor<2x1x5x5xf32> {jax.result_info = "state.optimizer[0].nu.filters[0]"}, tensor<4x2x5x5xf32> {jax.result_info = "state.optimizer[0].nu.filters[1]"}, tensor<196x10xf32> {jax.result_info = "state.optimizer[0].nu.output.w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0].nu.output.b"}, tensor<f32> {jax.result_info = "state.optimizer[0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[0].nuWeight"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init1 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %0 = stablehlo.iota dim = 0 : tensor<10xi32>
    %1 = stablehlo.reshape %arg14 : (tensor<4x784xf32>) -> tensor<4x1x28x28xf32>
    %2 = stablehlo.convolution(%1, %arg0) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<4x1x28x28xf32>, tensor<2x1x5x5xf32>) -> tensor<4x2x28x28xf32>
    %3 = stablehlo.constant dense<0.0e+0> : tensor<4x2x28x28xf32>
    %4 = stablehlo.maximum %2, %3 : tensor<4x2x28x28xf32>
    %5 = stablehlo.compare LT, %2, %3 : (tensor<4x2x28x28xf32>, tensor<4x2x28x28xf32>) -> tensor<4x2x28x28xi1>
    %6 = stablehlo.reshape %4 : (tensor<4x2x28x28xf32>) -> tensor<4x2x14x2x14x2xf32>
    %7 = stablehlo.transpose %6, dims = [0, 1, 2, 4, 3, 5] : (tensor<4x2x14x2x14x2xf32>) -> tensor<4x2x14x14x2x2xf32>
    %8 = stablehlo.reduce(%6 init: %init0) applies stablehlo.maximum across dimensions = [3, 5] : (tensor<4x2x14x2x14x2xf32>, tensor<f32>) -> tensor<4x2x14x14xf32>
    %9 = stablehlo.broadcast_in_dim %8, dims = [0, 1, 2, 3] : (tensor<4x2x14x14xf32>) -> tensor<4x2x14x14x2x2xf32>
    %10 = stablehlo.compare NE, %7, %9 : (tensor<4x2x14x14x2x2xf32>, tensor<4x2x14x14x2x2xf32>) -> tensor<4x2x14x14x2x2xi1>
    %11 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %12 = stablehlo.constant dense<0.0e+0> : tensor<4x2x14x14x2x2xf32>
    %13 = stablehlo.constant dense<1.0e+0> : tensor<4x2x14x14x2x2xf32>
    %14 = stablehlo.select %10, %12, %13 : tensor<4x2x14x14x2x2xi1>, tensor<4x2x14x14x2x2xf32>
    %15 = stablehlo.reduce(%14 init: %init1) applies stablehlo.add across dimensions = [4, 5] : (tensor<4x2x14x14x2x2xf32>, tensor<f32>) -> tensor<4x2x14x14xf32>
    %16 = stablehlo.convolution(%8, %arg1) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<4x2x14x14xf32>, tensor<4x2x5x5xf32>) -> tensor<4x4x14x14xf32>
    %17 = stablehlo.constant dense<0.0e+0> : tensor<4x4x14x14xf32>
    %18 = stablehlo.maximum %16, %17 : tensor<4x4x14x14xf32>
    %19 = stablehlo.compare LT, %16, %17 : (tensor<4x4x14x14xf32>, tensor<4x4x14x14xf32>) -> tensor<4x4x14x14xi1>
    %20 = stablehlo.reshape %18 : (tensor<4x4x14x14xf32>) -> tensor<4x4x7x2x7x2xf32>
    %21 = stablehlo.transpose %20, dims = [0, 1, 2, 4, 3, 5] : (tensor<4x4x7x2x7x2xf32>) -> tensor<4x4x7x7x2x2xf32>
    %22 = stablehlo.reduce(%20 init: %init0) applies stablehlo.maximum across dimensions = [3, 5] : (tensor<4x4x7x2x7x2xf32>, tensor<f32>) -> tensor<4x4x7x7xf32>
    %23 = stablehlo.broadcast_in_dim %22, dims = [0, 1, 2, 3] : (tensor<4x4x7x7xf32>) -> tensor<4x4x7x7x2x2xf32>
    %24 = stablehlo.compare NE, %21, %23 : (tensor<4x4x7x7x2x2xf32>, tensor<4x4x7x7x2x2xf32>) -> tensor<4x4x7x7x2x2xi1>
    %25 = stablehlo.constant dense<0.0e+0> : tensor<4x4x7x7x2x2xf32>
    %26 = stablehlo.constant dense<1.0e+0> : tensor<4x4x7x7x2x2xf32>
    %27 = stablehlo.select %24, %25, %26 : tensor<4x4x7x7x2x2xi1>, tensor<4x4x7x7x2x2xf32>
    %28 = stablehlo.reduce(%27 init: %init1) applies stablehlo.add across dimensions = [4, 5] : (tensor<4x4x7x7x2x2xf32>, tensor<f32>) -> tensor<4x4x7x7xf32>
    %29 = stablehlo.reshape %22 : (tensor<4x4x7x7xf32>) -> tensor<4x196xf32>
    %30 = stablehlo.dot_general %29, %arg2, contracting_dims = [1] x [0] : (tensor<4x196xf32>, tensor<196x10xf32>) -> tensor<4x10xf32>
    %31 = stablehlo.broadcast_in_dim %arg3, dims = [1] : (tensor<10xf32>) -> tensor<4x10xf32>
    %32 = stablehlo.add %30, %31 : tensor<4x10xf32>
    %33 = stablehlo.reduce(%32 init: %init0) applies stablehlo.maximum across dimensions = [1] : (tensor<4x10xf32>, tensor<f32>) -> tensor<4xf32>
    %34 = stablehlo.broadcast_in_dim %33, dims = [0] : (tensor<4xf32>) -> tensor<4x10xf32>
    %35 = stablehlo.subtract %32, %34 : tensor<4x10xf32>
    %36 = stablehlo.exponential %35 : tensor<4x10xf32>
    %37 = stablehlo.reduce(%36 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<4x10xf32>, tensor<f32>) -> tensor<4xf32>
    %38 = stablehlo.log %37 : tensor<4xf32>
    %39 = stablehlo.broadcast_in_dim %38, dims = [0] : (tensor<4xf32>) -> tensor<4x10xf32>
    %40 = stablehlo.subtract %35, %39 : tensor<4x10xf32>
    %41 = stablehlo.broadcast_in_dim %arg15, dims = [0] : (tensor<4xi32>) -> tensor<4x10xi32>
    %42 = stablehlo.broadcast_in_dim %0, dims = [1] : (tensor<10xi32>) -> tensor<4x10xi32>
    %43 = stablehlo.compare EQ, %41, %42 : (tensor<4x10xi32>, tensor<4x10xi32>) -> tensor<4x10xi1>
    %44 = stablehlo.convert %43 : (tensor<4x10xi1>) -> tensor<4x10xf32>
    %45 = stablehlo.multiply %40, %44 : tensor<4x10xf32>
    %46 = stablehlo.reduce(%45 init: %init1) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x10xf32>, tensor<f32>) -> tensor<f32>
    %47 = stablehlo.constant dense<2.5e-1> : tensor<f32>
    %48 = stablehlo.multiply %46, %47 : tensor<f32>
    %49 = stablehlo.negate %48 : tensor<f32>
    %50 = stablehlo.constant dense<-2.5e-1> : tensor<4x10xf32>
    %51 = stablehlo.multiply %50, %44 : tensor<4x10xf32>
    %52 = stablehlo.reduce(%51 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<4x10xf32>, tensor<f32>) -> tensor<4xf32>
    %53 = stablehlo.negate %52 : tensor<4xf32>
    %54 = stablehlo.divide %53, %37 : tensor<4xf32>
    %55 = stablehlo.broadcast_in_dim %54, dims = [0] : (tensor<4xf32>) -> tensor<4x10xf32>
    %56 = stablehlo.multiply %36, %55 : tensor<4x10xf32>
    %57 = stablehlo.add %51, %56 : tensor<4x10xf32>
    %58 = stablehlo.reduce(%57 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<4x10xf32>, tensor<f32>) -> tensor<10xf32>
    %59 = stablehlo.dot_general %57, %arg2, contracting_dims = [1] x [1] : (tensor<4x10xf32>, tensor<196x10xf32>) -> tensor<4x196xf32>
    %60 = stablehlo.reshape %59 : (tensor<4x196xf32>) -> tensor<4x4x7x7xf32>
    %61 = stablehlo.divide %60, %28 : tensor<4x4x7x7xf32>
    %62 = stablehlo.broadcast_in_dim %61, dims = [0, 1, 2, 3] : (tensor<4x4x7x7xf32>) -> tensor<4x4x7x7x2x2xf32>
    %63 = stablehlo.select %24, %25, %62 : tensor<4x4x7x7x2x2xi1>, tensor<4x4x7x7x2x2xf32>
    %64 = stablehlo.transpose %63, dims = [0, 1, 2, 4, 3, 5] : (tensor<4x4x7x7x2x2xf32>) -> tensor<4x4x7x2x7x2xf32>
    %65 = stablehlo.reshape %64 : (tensor<4x4x7x2x7x2xf32>) -> tensor<4x4x14x14xf32>
    %66 = stablehlo.select %19, %17, %65 : tensor<4x4x14x14xi1>, tensor<4x4x14x14xf32>
    %67 = stablehlo.transpose %arg1, dims = [1, 0, 2, 3] : (tensor<4x2x5x5xf32>) -> tensor<2x4x5x5xf32>
    %68 = stablehlo.reverse %67, dims = [2, 3] : tensor<2x4x5x5xf32>
    %69 = stablehlo.convolution(%66, %68) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<4x4x14x14xf32>, tensor<2x4x5x5xf32>) -> tensor<4x2x14x14xf32>
    %70 = stablehlo.divide %69, %15 : tensor<4x2x14x14xf32>
    %71 = stablehlo.broadcast_in_dim %70, dims = [0, 1, 2, 3] : (tensor<4x2x14x14xf32>) -> tensor<4x2x14x14x2x2xf32>
    %72 = stablehlo.select %10, %12, %71 : tensor<4x2x14x14x2x2xi1>, tensor<4x2x14x14x2x2xf32>
    %73 = stablehlo.transpose %72, dims = [0, 1, 2, 4, 3, 5] : (tensor<4x2x14x14x2x2xf32>) -> tensor<4x2x14x2x14x2xf32>
    %74 = stablehlo.reshape %73 : (tensor<4x2x14x2x14x2xf32>) -> tensor<4x2x28x28xf32>
    %75 = stablehlo.select %5, %3, %74 : tensor<4x2x28x28xi1>, tensor<4x2x28x28xf32>
    %76 = stablehlo.reshape %arg14 : (tensor<4x784xf32>) -> tensor<1x4x28x28xf32>
    %77 = stablehlo.transpose %75, dims = [1, 0, 2, 3] : (tensor<4x2x28x28xf32>) -> tensor<2x4x28x28xf32>
    %78 = stablehlo.convolution(%76, %77) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x4x28x28xf32>, tensor<2x4x28x28xf32>) -> tensor<1x2x5x5xf32>
    %79 = stablehlo.transpose %8, dims = [1, 0, 2, 3] : (tensor<4x2x14x14xf32>) -> tensor<2x4x14x14xf32>
    %80 = stablehlo.transpose %66, dims = [1, 0, 2, 3] : (tensor<4x4x14x14xf32>) -> tensor<4x4x14x14xf32>
    %81 = stablehlo.convolution(%79, %80) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x4x14x14xf32>, tensor<4x4x14x14xf32>) -> tensor<2x4x5x5xf32>
    %82 = stablehlo.transpose %81, dims = [1, 0, 2, 3] : (tensor<2x4x5x5xf32>) -> tensor<4x2x5x5xf32>
    %83 = stablehlo.dot_general %29, %57, contracting_dims = [0] x [0] : (tensor<4x196xf32>, tensor<4x10xf32>) -> tensor<196x10xf32>
    %84 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %85 = stablehlo.constant dense<8.999999761581421e-1> : tensor<2x1x5x5xf32>
    %86 = stablehlo.multiply %arg4, %85 : tensor<2x1x5x5xf32>
    %87 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %88 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<1x2x5x5xf32>
    %89 = stablehlo.multiply %78, %88 : tensor<1x2x5x5xf32>
    %90 = stablehlo.reshape %89 : (tensor<1x2x5x5xf32>) -> tensor<2x1x5x5xf32>
    %91 = stablehlo.add %86, %90 : tensor<2x1x5x5xf32>
    %92 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x2x5x5xf32>
    %93 = stablehlo.multiply %arg5, %92 : tensor<4x2x5x5xf32>
    %94 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x2x5x5xf32>
    %95 = stablehlo.multiply %82, %94 : tensor<4x2x5x5xf32>
    %96 = stablehlo.add %93, %95 : tensor<4x2x5x5xf32>
    %97 = stablehlo.constant dense<8.999999761581421e-1> : tensor<196x10xf32>
    %98 = stablehlo.multiply %arg6, %97 : tensor<196x10xf32>
    %99 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<196x10xf32>
    %100 = stablehlo.multiply %83, %99 : tensor<196x10xf32>
    %101 = stablehlo.add %98, %100 : tensor<196x10xf32>
    %102 = stablehlo.constant dense<8.999999761581421e-1> : tensor<10xf32>
    %103 = stablehlo.multiply %arg7, %102 : tensor<10xf32>
    %104 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<10xf32>
    %105 = stablehlo.multiply %58, %104 : tensor<10xf32>
    %106 = stablehlo.add %103, %105 : tensor<10xf32>
    %107 = stablehlo.multiply %78, %78 : tensor<1x2x5x5xf32>
    %108 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %109 = stablehlo.constant dense<9.990000128746033e-1> : tensor<2x1x5x5xf32>
    %110 = stablehlo.multiply %arg8, %109 : tensor<2x1x5x5xf32>
    %111 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %112 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<1x2x5x5xf32>
    %113 = stablehlo.multiply %107, %112 : tensor<1x2x5x5xf32>
    %114 = stablehlo.reshape %113 : (tensor<1x2x5x5xf32>) -> tensor<2x1x5x5xf32>
    %115 = stablehlo.add %110, %114 : tensor<2x1x5x5xf32>
    %116 = stablehlo.multiply %82, %82 : tensor<4x2x5x5xf32>
    %117 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x2x5x5xf32>
    %118 = stablehlo.multiply %arg9, %117 : tensor<4x2x5x5xf32>
    %119 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x2x5x5xf32>
    %120 = stablehlo.multiply %116, %119 : tensor<4x2x5x5xf32>
    %121 = stablehlo.add %118, %120 : tensor<4x2x5x5xf32>
    %122 = stablehlo.multiply %83, %83 : tensor<196x10xf32>
    %123 = stablehlo.constant dense<9.990000128746033e-1> : tensor<196x10xf32>
    %124 = stablehlo.multiply %arg10, %123 : tensor<196x10xf32>
    %125 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<196x10xf32>
    %126 = stablehlo.multiply %122, %125 : tensor<196x10xf32>
    %127 = stablehlo.add %124, %126 : tensor<196x10xf32>
    %128 = stablehlo.multiply %58, %58 : tensor<10xf32>
    %129 = stablehlo.constant dense<9.990000128746033e-1> : tensor<10xf32>
    %130 = stablehlo.multiply %arg11, %129 : tensor<10xf32>
    %131 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<10xf32>
    %132 = stablehlo.multiply %128, %131 : tensor<10xf32>
    %133 = stablehlo.add %130, %132 : tensor<10xf32>
    %134 = stablehlo.multiply %arg12, %84 : tensor<f32>
    %135 = stablehlo.add %134, %87 : tensor<f32>
    %136 = stablehlo.multiply %arg13, %108 : tensor<f32>
    %137 = stablehlo.add %136, %111 : tensor<f32>
    %138 = stablehlo.divide %11, %135 : tensor<f32>
    %139 = stablehlo.divide %11, %137 : tensor<f32>
    %140 = stablehlo.broadcast_in_dim %138, dims = [] : (tensor<f32>) -> tensor<2x1x5x5xf32>
    %141 = stablehlo.multiply %91, %140 : tensor<2x1x5x5xf32>
    %142 = stablehlo.broadcast_in_dim %139, dims = [] : (tensor<f32>) -> tensor<2x1x5x5xf32>
    %143 = stablehlo.multiply %115, %142 : tensor<2x1x5x5xf32>
    %144 = stablehlo.sqrt %143 : tensor<2x1x5x5xf32>
    %145 = stablehlo.constant dense<9.99999993922529e-9> : tensor<2x1x5x5xf32>
    %146 = stablehlo.add %144, %145 : tensor<2x1x5x5xf32>
    %147 = stablehlo.divide %141, %146 : tensor<2x1x5x5xf32>
    %148 = stablehlo.broadcast_in_dim %138, dims = [] : (tensor<f32>) -> tensor<4x2x5x5xf32>
    %149 = stablehlo.multiply %96, %148 : tensor<4x2x5x5xf32>
    %150 = stablehlo.broadcast_in_dim %139, dims = [] : (tensor<f32>) -> tensor<4x2x5x5xf32>
    %151 = stablehlo.multiply %121, %150 : tensor<4x2x5x5xf32>
    %152 = stablehlo.sqrt %151 : tensor<4x2x5x5xf32>
    %153 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x2x5x5xf32>
    %154 = stablehlo.add %152, %153 : tensor<4x2x5x5xf32>
    %155 = stablehlo.divide %149, %154 : tensor<4x2x5x5xf32>
    %156 = stablehlo.broadcast_in_dim %138, dims = [] : (tensor<f32>) -> tensor<196x10xf32>
    %157 = stablehlo.multiply %101, %156 : tensor<196x10xf32>
    %158 = stablehlo.broadcast_in_dim %139, dims = [] : (tensor<f32>) -> tensor<196x10xf32>
    %159 = stablehlo.multiply %127, %158 : tensor<196x10xf32>
    %160 = stablehlo.sqrt %159 : tensor<196x10xf32>
    %161 = stablehlo.constant dense<9.99999993922529e-9> : tensor<196x10xf32>
    %162 = stablehlo.add %160, %161 : tensor<196x10xf32>
    %163 = stablehlo.divide %157, %162 : tensor<196x10xf32>
    %164 = stablehlo.broadcast_in_dim %138, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %165 = stablehlo.multiply %106, %164 : tensor<10xf32>
    %166 = stablehlo.broadcast_in_dim %139, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %167 = stablehlo.multiply %133, %166 : tensor<10xf32>
    %168 = stablehlo.sqrt %167 : tensor<10xf32>
    %169 = stablehlo.constant dense<9.99999993922529e-9> : tensor<10xf32>
    %170 = stablehlo.add %168, %169 : tensor<10xf32>
    %171 = stablehlo.divide %165, %170 : tensor<10xf32>
    %172 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<2x1x5x5xf32>
    %173 = stablehlo.multiply %147, %172 : tensor<2x1x5x5xf32>
    %174 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<4x2x5x5xf32>
    %175 = stablehlo.multiply %155, %174 : tensor<4x2x5x5xf32>
    %176 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<196x10xf32>
    %177 = stablehlo.multiply %163, %176 : tensor<196x10xf32>
    %178 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<10xf32>
    %179 = stablehlo.multiply %171, %178 : tensor<10xf32>
    %180 = stablehlo.add %arg0, %173 : tensor<2x1x5x5xf32>
    %181 = stablehlo.add %arg1, %175 : tensor<4x2x5x5xf32>
    %182 = stablehlo.add %arg2, %177 : tensor<196x10xf32>
    %183 = stablehlo.add %arg3, %179 : tensor<10xf32>
    return %180, %181, %182, %183, %91, %96, %101, %106, %115, %121, %127, %133, %135, %137, %49 : tensor<2x1x5x5xf32>, tensor<4x2x5x5xf32>, tensor<196x10xf32>, tensor<10xf32>, tensor<2x1x5x5xf32>, tensor<4x2x5x5xf32>, tensor<196x10xf32>, tensor<10xf32>, tensor<2x1x5x5xf32>, tensor<4x2x5x5xf32>, tensor<196x10xf32>, tensor<10xf32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
