module @trainStep {
  func.func public @main(%arg0: tensor<2x1x5x5xf32> loc("state.params.filters[0]"), %arg1: tensor<4x2x5x5xf32> loc("state.params.filters[1]"), %arg2: tensor<196x10xf32> loc("state.params.output.w"), %arg3: tensor<10xf32> loc("state.params.output.b"), %arg4: tensor<2x1x5x5xf32> loc("state.optimizer[0].mu.filters[0]"), %arg5: tensor<4x2x5x5xf32> loc("state.optimizer[0].mu.filters[1]"), %arg6: tensor<196x10xf32> loc("state.optimizer[0].mu.output.w"), %arg7: tensor<10xf32> loc("state.optimizer[0].mu.output.b"), %arg8: tensor<2x1x5x5xf32> loc("state.optimizer[0].nu.filters[0]"), %arg9: tensor<4x2x5x5xf32> loc("state.optimizer[0].nu.filters[1]"), %arg10: tensor<196x10xf32> loc("state.optimizer[0].nu.output.w"), %arg11: tensor<10xf32> loc("state.optimizer[0].nu.output.b"), %arg12: tensor<f32> loc("state.optimizer[0].muWeight"), %arg13: tensor<f32> loc("state.optimizer[0].nuWeight"), %arg14: tensor<2x784xf32> loc("images"), %arg15: tensor<2xi32> loc("labels")) -> (tensor<2x1x5x5xf32> {jax.result_info = "state.params.filters[0]"}, tensor<4x2x5x5xf32> {jax.result_info = "state.params.filters[1]"}, tensor<196x10xf32> {jax.result_info = "state.params.output.w"}, tensor<10xf32> {jax.result_info = "state.params.output.b"}, tensor<2x1x5x5xf32> {jax.result_info = "state.optimizer[0].mu.filters[0]"}, tensor<4x2x5x5xf32> {jax.result_info = "state.optimizer[0].mu.filters[1]"}, tensor<196x10xf32> {jax.result_info = "state.optimizer[0].mu.output.w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0].mu.output.b"}, tensor<2x1x5x5xf32> {jax.result_info = "state.optimizer[0].nu.filters[0]"}, tensor<4x2x5x5xf32> {jax.result_info = "state.optimizer[0].nu.filters[1]"}, tensor<196x10xf32> {jax.result_info = "state.optimizer[0].nu.output.w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0].nu.output.b"}, tensor<f32> {jax.result_info = "state.optimizer[0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[0].nuWeight"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init1 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %0 = stablehlo.reshape %arg14 : (tensor<2x784xf32>) -> tensor<2x1x28x28xf32>
    %1 = stablehlo.convolution(%0, %arg0) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x1x28x28xf32>, tensor<2x1x5x5xf32>) -> tensor<2x2x28x28xf32>
    %2 = stablehlo.constant dense<0.0e+0> : tensor<2x2x28x28xf32>
    %3 = stablehlo.maximum %1, %2 : tensor<2x2x28x28xf32>
    %4 = stablehlo.constant dense<0.0e+0> : tensor<2x2x28x28xf32>
    %5 = stablehlo.compare LT, %1, %4 : (tensor<2x2x28x28xf32>, tensor<2x2x28x28xf32>) -> tensor<2x2x28x28xi1>
    %6 = stablehlo.reshape %3 : (tensor<2x2x28x28xf32>) -> tensor<2x2x14x2x14x2xf32>
    %7 = stablehlo.transpose %6, dims = [0, 1, 2, 4, 3, 5] : (tensor<2x2x14x2x14x2xf32>) -> tensor<2x2x14x14x2x2xf32>
    %8 = stablehlo.reduce(%6 init: %init0) applies stablehlo.maximum across dimensions = [3, 5] : (tensor<2x2x14x2x14x2xf32>, tensor<f32>) -> tensor<2x2x14x14xf32>
    %9 = stablehlo.broadcast_in_dim %8, dims = [0, 1, 2, 3] : (tensor<2x2x14x14xf32>) -> tensor<2x2x14x14x2x2xf32>
    %10 = stablehlo.compare NE, %7, %9 : (tensor<2x2x14x14x2x2xf32>, tensor<2x2x14x14x2x2xf32>) -> tensor<2x2x14x14x2x2xi1>
    %11 = stablehlo.constant dense<0.0e+0> : tensor<2x2x14x14x2x2xf32>
    %12 = stablehlo.constant dense<1.0e+0> : tensor<2x2x14x14x2x2xf32>
    %13 = stablehlo.select %10, %11, %12 : tensor<2x2x14x14x2x2xi1>, tensor<2x2x14x14x2x2xf32>
    %14 = stablehlo.reduce(%13 init: %init1) applies stablehlo.add across dimensions = [4, 5] : (tensor<2x2x14x14x2x2xf32>, tensor<f32>) -> tensor<2x2x14x14xf32>
    %15 = stablehlo.convolution(%8, %arg1) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x2x14x14xf32>, tensor<4x2x5x5xf32>) -> tensor<2x4x14x14xf32>
    %16 = stablehlo.constant dense<0.0e+0> : tensor<2x4x14x14xf32>
    %17 = stablehlo.maximum %15, %16 : tensor<2x4x14x14xf32>
    %18 = stablehlo.constant dense<0.0e+0> : tensor<2x4x14x14xf32>
    %19 = stablehlo.compare LT, %15, %18 : (tensor<2x4x14x14xf32>, tensor<2x4x14x14xf32>) -> tensor<2x4x14x14xi1>
    %20 = stablehlo.reshape %17 : (tensor<2x4x14x14xf32>) -> tensor<2x4x7x2x7x2xf32>
    %21 = stablehlo.transpose %20, dims = [0, 1, 2, 4, 3, 5] : (tensor<2x4x7x2x7x2xf32>) -> tensor<2x4x7x7x2x2xf32>
    %22 = stablehlo.reduce(%20 init: %init0) applies stablehlo.maximum across dimensions = [3, 5] : (tensor<2x4x7x2x7x2xf32>, tensor<f32>) -> tensor<2x4x7x7xf32>
    %23 = stablehlo.broadcast_in_dim %22, dims = [0, 1, 2, 3] : (tensor<2x4x7x7xf32>) -> tensor<2x4x7x7x2x2xf32>
    %24 = stablehlo.compare NE, %21, %23 : (tensor<2x4x7x7x2x2xf32>, tensor<2x4x7x7x2x2xf32>) -> tensor<2x4x7x7x2x2xi1>
    %25 = stablehlo.constant dense<0.0e+0> : tensor<2x4x7x7x2x2xf32>
    %26 = stablehlo.constant dense<1.0e+0> : tensor<2x4x7x7x2x2xf32>
    %27 = stablehlo.select %24, %25, %26 : tensor<2x4x7x7x2x2xi1>, tensor<2x4x7x7x2x2xf32>
    %28 = stablehlo.reduce(%27 init: %init1) applies stablehlo.add across dimensions = [4, 5] : (tensor<2x4x7x7x2x2xf32>, tensor<f32>) -> tensor<2x4x7x7xf32>
    %29 = stablehlo.reshape %22 : (tensor<2x4x7x7xf32>) -> tensor<2x196xf32>
    %30 = stablehlo.dot_general %29, %arg2, contracting_dims = [1] x [0] : (tensor<2x196xf32>, tensor<196x10xf32>) -> tensor<2x10xf32>
    %31 = stablehlo.broadcast_in_dim %arg3, dims = [1] : (tensor<10xf32>) -> tensor<2x10xf32>
    %32 = stablehlo.add %30, %31 : tensor<2x10xf32>
    %33 = stablehlo.reduce(%32 init: %init0) applies stablehlo.maximum across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %34 = stablehlo.broadcast_in_dim %33, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %35 = stablehlo.subtract %32, %34 : tensor<2x10xf32>
    %36 = stablehlo.exponential %35 : tensor<2x10xf32>
    %37 = stablehlo.reduce(%36 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %38 = stablehlo.log %37 : tensor<2xf32>
    %39 = stablehlo.broadcast_in_dim %38, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %40 = stablehlo.subtract %35, %39 : tensor<2x10xf32>
    %41 = stablehlo.broadcast_in_dim %arg15, dims = [0] : (tensor<2xi32>) -> tensor<2x10xi32>
    %42 = stablehlo.iota dim = 0 : tensor<10xi32>
    %43 = stablehlo.broadcast_in_dim %42, dims = [1] : (tensor<10xi32>) -> tensor<2x10xi32>
    %44 = stablehlo.compare EQ, %41, %43 : (tensor<2x10xi32>, tensor<2x10xi32>) -> tensor<2x10xi1>
    %45 = stablehlo.convert %44 : (tensor<2x10xi1>) -> tensor<2x10xf32>
    %46 = stablehlo.multiply %40, %45 : tensor<2x10xf32>
    %47 = stablehlo.reduce(%46 init: %init1) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<f32>
    %48 = stablehlo.constant dense<-2.5e-1> : tensor<2x10xf32>
    %49 = stablehlo.multiply %48, %45 : tensor<2x10xf32>
    %50 = stablehlo.reduce(%49 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %51 = stablehlo.negate %50 : tensor<2xf32>
    %52 = stablehlo.divide %51, %37 : tensor<2xf32>
    %53 = stablehlo.broadcast_in_dim %52, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %54 = stablehlo.multiply %36, %53 : tensor<2x10xf32>
    %55 = stablehlo.add %49, %54 : tensor<2x10xf32>
    %56 = stablehlo.reduce(%55 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<2x10xf32>, tensor<f32>) -> tensor<10xf32>
    %57 = stablehlo.dot_general %55, %arg2, contracting_dims = [1] x [1] : (tensor<2x10xf32>, tensor<196x10xf32>) -> tensor<2x196xf32>
    %58 = stablehlo.reshape %57 : (tensor<2x196xf32>) -> tensor<2x4x7x7xf32>
    %59 = stablehlo.divide %58, %28 : tensor<2x4x7x7xf32>
    %60 = stablehlo.constant dense<0.0e+0> : tensor<2x4x7x7x2x2xf32>
    %61 = stablehlo.broadcast_in_dim %59, dims = [0, 1, 2, 3] : (tensor<2x4x7x7xf32>) -> tensor<2x4x7x7x2x2xf32>
    %62 = stablehlo.select %24, %60, %61 : tensor<2x4x7x7x2x2xi1>, tensor<2x4x7x7x2x2xf32>
    %63 = stablehlo.transpose %62, dims = [0, 1, 2, 4, 3, 5] : (tensor<2x4x7x7x2x2xf32>) -> tensor<2x4x7x2x7x2xf32>
    %64 = stablehlo.reshape %63 : (tensor<2x4x7x2x7x2xf32>) -> tensor<2x4x14x14xf32>
    %65 = stablehlo.constant dense<0.0e+0> : tensor<2x4x14x14xf32>
    %66 = stablehlo.select %19, %65, %64 : tensor<2x4x14x14xi1>, tensor<2x4x14x14xf32>
    %67 = stablehlo.transpose %arg1, dims = [1, 0, 2, 3] : (tensor<4x2x5x5xf32>) -> tensor<2x4x5x5xf32>
    %68 = stablehlo.reverse %67, dims = [2, 3] : tensor<2x4x5x5xf32>
    %69 = stablehlo.convolution(%66, %68) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x4x14x14xf32>, tensor<2x4x5x5xf32>) -> tensor<2x2x14x14xf32>
    %70 = stablehlo.divide %69, %14 : tensor<2x2x14x14xf32>
    %71 = stablehlo.constant dense<0.0e+0> : tensor<2x2x14x14x2x2xf32>
    %72 = stablehlo.broadcast_in_dim %70, dims = [0, 1, 2, 3] : (tensor<2x2x14x14xf32>) -> tensor<2x2x14x14x2x2xf32>
    %73 = stablehlo.select %10, %71, %72 : tensor<2x2x14x14x2x2xi1>, tensor<2x2x14x14x2x2xf32>
    %74 = stablehlo.transpose %73, dims = [0, 1, 2, 4, 3, 5] : (tensor<2x2x14x14x2x2xf32>) -> tensor<2x2x14x2x14x2xf32>
    %75 = stablehlo.reshape %74 : (tensor<2x2x14x2x14x2xf32>) -> tensor<2x2x28x28xf32>
    %76 = stablehlo.constant dense<0.0e+0> : tensor<2x2x28x28xf32>
    %77 = stablehlo.select %5, %76, %75 : tensor<2x2x28x28xi1>, tensor<2x2x28x28xf32>
    %78 = stablehlo.reshape %arg14 : (tensor<2x784xf32>) -> tensor<1x2x28x28xf32>
    %79 = stablehlo.transpose %77, dims = [1, 0, 2, 3] : (tensor<2x2x28x28xf32>) -> tensor<2x2x28x28xf32>
    %80 = stablehlo.convolution(%78, %79) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x2x28x28xf32>, tensor<2x2x28x28xf32>) -> tensor<1x2x5x5xf32>
    %81 = stablehlo.transpose %8, dims = [1, 0, 2, 3] : (tensor<2x2x14x14xf32>) -> tensor<2x2x14x14xf32>
    %82 = stablehlo.transpose %66, dims = [1, 0, 2, 3] : (tensor<2x4x14x14xf32>) -> tensor<4x2x14x14xf32>
    %83 = stablehlo.convolution(%81, %82) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x2x14x14xf32>, tensor<4x2x14x14xf32>) -> tensor<2x4x5x5xf32>
    %84 = stablehlo.dot_general %29, %55, contracting_dims = [0] x [0] : (tensor<2x196xf32>, tensor<2x10xf32>) -> tensor<196x10xf32>
    %85 = stablehlo.constant dense<2.5e-1> : tensor<f32>
    %86 = stablehlo.multiply %47, %85 : tensor<f32>
    %87 = stablehlo.negate %86 : tensor<f32>
    %88 = stablehlo.transpose %83, dims = [1, 0, 2, 3] : (tensor<2x4x5x5xf32>) -> tensor<4x2x5x5xf32>
    %89 = stablehlo.constant dense<8.999999761581421e-1> : tensor<2x1x5x5xf32>
    %90 = stablehlo.multiply %arg4, %89 : tensor<2x1x5x5xf32>
    %91 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<1x2x5x5xf32>
    %92 = stablehlo.multiply %80, %91 : tensor<1x2x5x5xf32>
    %93 = stablehlo.reshape %92 : (tensor<1x2x5x5xf32>) -> tensor<2x1x5x5xf32>
    %94 = stablehlo.add %90, %93 : tensor<2x1x5x5xf32>
    %95 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x2x5x5xf32>
    %96 = stablehlo.multiply %arg5, %95 : tensor<4x2x5x5xf32>
    %97 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x2x5x5xf32>
    %98 = stablehlo.multiply %88, %97 : tensor<4x2x5x5xf32>
    %99 = stablehlo.add %96, %98 : tensor<4x2x5x5xf32>
    %100 = stablehlo.constant dense<8.999999761581421e-1> : tensor<196x10xf32>
    %101 = stablehlo.multiply %arg6, %100 : tensor<196x10xf32>
    %102 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<196x10xf32>
    %103 = stablehlo.multiply %84, %102 : tensor<196x10xf32>
    %104 = stablehlo.add %101, %103 : tensor<196x10xf32>
    %105 = stablehlo.constant dense<8.999999761581421e-1> : tensor<10xf32>
    %106 = stablehlo.multiply %arg7, %105 : tensor<10xf32>
    %107 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<10xf32>
    %108 = stablehlo.multiply %56, %107 : tensor<10xf32>
    %109 = stablehlo.add %106, %108 : tensor<10xf32>
    %110 = stablehlo.multiply %80, %80 : tensor<1x2x5x5xf32>
    %111 = stablehlo.constant dense<9.990000128746033e-1> : tensor<2x1x5x5xf32>
    %112 = stablehlo.multiply %arg8, %111 : tensor<2x1x5x5xf32>
    %113 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<1x2x5x5xf32>
    %114 = stablehlo.multiply %110, %113 : tensor<1x2x5x5xf32>
    %115 = stablehlo.reshape %114 : (tensor<1x2x5x5xf32>) -> tensor<2x1x5x5xf32>
    %116 = stablehlo.add %112, %115 : tensor<2x1x5x5xf32>
    %117 = stablehlo.multiply %88, %88 : tensor<4x2x5x5xf32>
    %118 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x2x5x5xf32>
    %119 = stablehlo.multiply %arg9, %118 : tensor<4x2x5x5xf32>
    %120 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x2x5x5xf32>
    %121 = stablehlo.multiply %117, %120 : tensor<4x2x5x5xf32>
    %122 = stablehlo.add %119, %121 : tensor<4x2x5x5xf32>
    %123 = stablehlo.multiply %84, %84 : tensor<196x10xf32>
    %124 = stablehlo.constant dense<9.990000128746033e-1> : tensor<196x10xf32>
    %125 = stablehlo.multiply %arg10, %124 : tensor<196x10xf32>
    %126 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<196x10xf32>
    %127 = stablehlo.multiply %123, %126 : tensor<196x10xf32>
    %128 = stablehlo.add %125, %127 : tensor<196x10xf32>
    %129 = stablehlo.multiply %56, %56 : tensor<10xf32>
    %130 = stablehlo.constant dense<9.990000128746033e-1> : tensor<10xf32>
    %131 = stablehlo.multiply %arg11, %130 : tensor<10xf32>
    %132 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<10xf32>
    %133 = stablehlo.multiply %129, %132 : tensor<10xf32>
    %134 = stablehlo.add %131, %133 : tensor<10xf32>
    %135 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %136 = stablehlo.multiply %arg12, %135 : tensor<f32>
    %137 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %138 = stablehlo.add %136, %137 : tensor<f32>
    %139 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %140 = stablehlo.multiply %arg13, %139 : tensor<f32>
    %141 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %142 = stablehlo.add %140, %141 : tensor<f32>
    %143 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %144 = stablehlo.divide %143, %138 : tensor<f32>
    %145 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %146 = stablehlo.divide %145, %142 : tensor<f32>
    %147 = stablehlo.broadcast_in_dim %144, dims = [] : (tensor<f32>) -> tensor<2x1x5x5xf32>
    %148 = stablehlo.multiply %94, %147 : tensor<2x1x5x5xf32>
    %149 = stablehlo.broadcast_in_dim %146, dims = [] : (tensor<f32>) -> tensor<2x1x5x5xf32>
    %150 = stablehlo.multiply %116, %149 : tensor<2x1x5x5xf32>
    %151 = stablehlo.sqrt %150 : tensor<2x1x5x5xf32>
    %152 = stablehlo.constant dense<9.99999993922529e-9> : tensor<2x1x5x5xf32>
    %153 = stablehlo.add %151, %152 : tensor<2x1x5x5xf32>
    %154 = stablehlo.divide %148, %153 : tensor<2x1x5x5xf32>
    %155 = stablehlo.broadcast_in_dim %144, dims = [] : (tensor<f32>) -> tensor<4x2x5x5xf32>
    %156 = stablehlo.multiply %99, %155 : tensor<4x2x5x5xf32>
    %157 = stablehlo.broadcast_in_dim %146, dims = [] : (tensor<f32>) -> tensor<4x2x5x5xf32>
    %158 = stablehlo.multiply %122, %157 : tensor<4x2x5x5xf32>
    %159 = stablehlo.sqrt %158 : tensor<4x2x5x5xf32>
    %160 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x2x5x5xf32>
    %161 = stablehlo.add %159, %160 : tensor<4x2x5x5xf32>
    %162 = stablehlo.divide %156, %161 : tensor<4x2x5x5xf32>
    %163 = stablehlo.broadcast_in_dim %144, dims = [] : (tensor<f32>) -> tensor<196x10xf32>
    %164 = stablehlo.multiply %104, %163 : tensor<196x10xf32>
    %165 = stablehlo.broadcast_in_dim %146, dims = [] : (tensor<f32>) -> tensor<196x10xf32>
    %166 = stablehlo.multiply %128, %165 : tensor<196x10xf32>
    %167 = stablehlo.sqrt %166 : tensor<196x10xf32>
    %168 = stablehlo.constant dense<9.99999993922529e-9> : tensor<196x10xf32>
    %169 = stablehlo.add %167, %168 : tensor<196x10xf32>
    %170 = stablehlo.divide %164, %169 : tensor<196x10xf32>
    %171 = stablehlo.broadcast_in_dim %144, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %172 = stablehlo.multiply %109, %171 : tensor<10xf32>
    %173 = stablehlo.broadcast_in_dim %146, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %174 = stablehlo.multiply %134, %173 : tensor<10xf32>
    %175 = stablehlo.sqrt %174 : tensor<10xf32>
    %176 = stablehlo.constant dense<9.99999993922529e-9> : tensor<10xf32>
    %177 = stablehlo.add %175, %176 : tensor<10xf32>
    %178 = stablehlo.divide %172, %177 : tensor<10xf32>
    %179 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<2x1x5x5xf32>
    %180 = stablehlo.multiply %154, %179 : tensor<2x1x5x5xf32>
    %181 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<4x2x5x5xf32>
    %182 = stablehlo.multiply %162, %181 : tensor<4x2x5x5xf32>
    %183 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<196x10xf32>
    %184 = stablehlo.multiply %170, %183 : tensor<196x10xf32>
    %185 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<10xf32>
    %186 = stablehlo.multiply %178, %185 : tensor<10xf32>
    %187 = stablehlo.add %arg0, %180 : tensor<2x1x5x5xf32>
    %188 = stablehlo.add %arg1, %182 : tensor<4x2x5x5xf32>
    %189 = stablehlo.add %arg2, %184 : tensor<196x10xf32>
    %190 = stablehlo.add %arg3, %186 : tensor<10xf32>
    return %187, %188, %189, %190, %94, %99, %104, %109, %116, %122, %128, %134, %138, %142, %87 : tensor<2x1x5x5xf32>, tensor<4x2x5x5xf32>, tensor<196x10xf32>, tensor<10xf32>, tensor<2x1x5x5xf32>, tensor<4x2x5x5xf32>, tensor<196x10xf32>, tensor<10xf32>, tensor<2x1x5x5xf32>, tensor<4x2x5x5xf32>, tensor<196x10xf32>, tensor<10xf32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
