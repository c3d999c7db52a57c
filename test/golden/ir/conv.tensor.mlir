module @trainStep attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 2 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=2]>
  func.func public @main(%arg0: tensor<1x1x5x5xf32> loc("state.params.filters[0]"), %arg1: tensor<4x1x5x5xf32> loc("state.params.filters[1]"), %arg2: tensor<196x10xf32> loc("state.params.output.w"), %arg3: tensor<10xf32> loc("state.params.output.b"), %arg4: tensor<1x1x5x5xf32> loc("state.optimizer[0].mu.filters[0]"), %arg5: tensor<4x1x5x5xf32> loc("state.optimizer[0].mu.filters[1]"), %arg6: tensor<196x10xf32> loc("state.optimizer[0].mu.output.w"), %arg7: tensor<10xf32> loc("state.optimizer[0].mu.output.b"), %arg8: tensor<1x1x5x5xf32> loc("state.optimizer[0].nu.filters[0]"), %arg9: tensor<4x1x5x5xf32> loc("state.optimizer[0].nu.filters[1]"), %arg10: tensor<196x10xf32> loc("state.optimizer[0].nu.output.w"), %arg11: tensor<10xf32> loc("state.optimizer[0].nu.output.b"), %arg12: tensor<f32> loc("state.optimizer[0].muWeight"), %arg13: tensor<f32> loc("state.optimizer[0].nuWeight"), %arg14: tensor<2x784xf32> loc("images"), %arg15: tensor<2xi32> loc("labels")) -> (tensor<1x1x5x5xf32> {jax.result_info = "state.params.filters[0]"}, tensor<4x1x5x5xf32> {jax.result_info = "state.params.filters[1]"}, tensor<196x10xf32> {jax.result_info = "state.params.output.w"}, tensor<10xf32> {jax.result_info = "state.params.output.b"}, tensor<1x1x5x5xf32> {jax.result_info = "state.optimizer[0].mu.filters[0]"}, tensor<4x1x5x5xf32> {jax.result_info = "state.optimizer[0].mu.filters[1]"}, tensor<196x10xf32> {jax.result_info = "state.optimizer[0].mu.output.w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0].mu.output.b"}, tensor<1x1x5x5xf32> {jax.result_info = "state.optimizer[0].nu.filters[0]"}, tensor<4x1x5x5xf32> {jax.result_info = "state.optimizer[0].nu.filters[1]"}, tensor<196x10xf32> {jax.result_info = "state.optimizer[0].nu.output.w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0].nu.output.b"}, tensor<f32> {jax.result_info = "state.optimizer[0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[0].nuWeight"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init1 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %0 = stablehlo.reshape %arg14 : (tensor<2x784xf32>) -> tensor<2x1x28x28xf32>
    %1 = stablehlo.convolution(%0, %arg0) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x1x28x28xf32>, tensor<1x1x5x5xf32>) -> tensor<2x1x28x28xf32>
    %2 = stablehlo.constant dense<0.0e+0> : tensor<2x1x28x28xf32>
    %3 = stablehlo.maximum %1, %2 : tensor<2x1x28x28xf32>
    %4 = stablehlo.constant dense<0.0e+0> : tensor<2x1x28x28xf32>
    %5 = stablehlo.compare LT, %1, %4 : (tensor<2x1x28x28xf32>, tensor<2x1x28x28xf32>) -> tensor<2x1x28x28xi1>
    %6 = stablehlo.reshape %3 : (tensor<2x1x28x28xf32>) -> tensor<2x1x14x2x14x2xf32>
    %7 = stablehlo.transpose %6, dims = [0, 1, 2, 4, 3, 5] : (tensor<2x1x14x2x14x2xf32>) -> tensor<2x1x14x14x2x2xf32>
    %8 = stablehlo.reduce(%6 init: %init0) applies stablehlo.maximum across dimensions = [3, 5] : (tensor<2x1x14x2x14x2xf32>, tensor<f32>) -> tensor<2x1x14x14xf32>
    %9 = stablehlo.broadcast_in_dim %8, dims = [0, 1, 2, 3] : (tensor<2x1x14x14xf32>) -> tensor<2x1x14x14x2x2xf32>
    %10 = stablehlo.compare NE, %7, %9 : (tensor<2x1x14x14x2x2xf32>, tensor<2x1x14x14x2x2xf32>) -> tensor<2x1x14x14x2x2xi1>
    %11 = stablehlo.constant dense<0.0e+0> : tensor<2x1x14x14x2x2xf32>
    %12 = stablehlo.constant dense<1.0e+0> : tensor<2x1x14x14x2x2xf32>
    %13 = stablehlo.select %10, %11, %12 : tensor<2x1x14x14x2x2xi1>, tensor<2x1x14x14x2x2xf32>
    %14 = stablehlo.reduce(%13 init: %init1) applies stablehlo.add across dimensions = [4, 5] : (tensor<2x1x14x14x2x2xf32>, tensor<f32>) -> tensor<2x1x14x14xf32>
    %15 = stablehlo.convolution(%8, %arg1) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x1x14x14xf32>, tensor<4x1x5x5xf32>) -> tensor<2x4x14x14xf32>
    %16 = "stablehlo.all_reduce"(%15) <{replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}> ({
    ^bb0(%ra: tensor<f32>, %rb: tensor<f32>):
      %rc = stablehlo.add %ra, %rb : tensor<f32>
      stablehlo.return %rc : tensor<f32>
    }) : (tensor<2x4x14x14xf32>) -> tensor<2x4x14x14xf32>
    %17 = stablehlo.constant dense<0.0e+0> : tensor<2x4x14x14xf32>
    %18 = stablehlo.maximum %16, %17 : tensor<2x4x14x14xf32>
    %19 = stablehlo.constant dense<0.0e+0> : tensor<2x4x14x14xf32>
    %20 = stablehlo.compare LT, %16, %19 : (tensor<2x4x14x14xf32>, tensor<2x4x14x14xf32>) -> tensor<2x4x14x14xi1>
    %21 = stablehlo.reshape %18 : (tensor<2x4x14x14xf32>) -> tensor<2x4x7x2x7x2xf32>
    %22 = stablehlo.transpose %21, dims = [0, 1, 2, 4, 3, 5] : (tensor<2x4x7x2x7x2xf32>) -> tensor<2x4x7x7x2x2xf32>
    %23 = stablehlo.reduce(%21 init: %init0) applies stablehlo.maximum across dimensions = [3, 5] : (tensor<2x4x7x2x7x2xf32>, tensor<f32>) -> tensor<2x4x7x7xf32>
    %24 = stablehlo.broadcast_in_dim %23, dims = [0, 1, 2, 3] : (tensor<2x4x7x7xf32>) -> tensor<2x4x7x7x2x2xf32>
    %25 = stablehlo.compare NE, %22, %24 : (tensor<2x4x7x7x2x2xf32>, tensor<2x4x7x7x2x2xf32>) -> tensor<2x4x7x7x2x2xi1>
    %26 = stablehlo.constant dense<0.0e+0> : tensor<2x4x7x7x2x2xf32>
    %27 = stablehlo.constant dense<1.0e+0> : tensor<2x4x7x7x2x2xf32>
    %28 = stablehlo.select %25, %26, %27 : tensor<2x4x7x7x2x2xi1>, tensor<2x4x7x7x2x2xf32>
    %29 = stablehlo.reduce(%28 init: %init1) applies stablehlo.add across dimensions = [4, 5] : (tensor<2x4x7x7x2x2xf32>, tensor<f32>) -> tensor<2x4x7x7xf32>
    %30 = stablehlo.reshape %23 : (tensor<2x4x7x7xf32>) -> tensor<2x196xf32>
    %31 = stablehlo.dot_general %30, %arg2, contracting_dims = [1] x [0] : (tensor<2x196xf32>, tensor<196x10xf32>) -> tensor<2x10xf32>
    %32 = stablehlo.broadcast_in_dim %arg3, dims = [1] : (tensor<10xf32>) -> tensor<2x10xf32>
    %33 = stablehlo.add %31, %32 : tensor<2x10xf32>
    %34 = stablehlo.reduce(%33 init: %init0) applies stablehlo.maximum across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %35 = stablehlo.broadcast_in_dim %34, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %36 = stablehlo.subtract %33, %35 : tensor<2x10xf32>
    %37 = stablehlo.exponential %36 : tensor<2x10xf32>
    %38 = stablehlo.reduce(%37 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %39 = stablehlo.log %38 : tensor<2xf32>
    %40 = stablehlo.broadcast_in_dim %39, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %41 = stablehlo.subtract %36, %40 : tensor<2x10xf32>
    %42 = stablehlo.broadcast_in_dim %arg15, dims = [0] : (tensor<2xi32>) -> tensor<2x10xi32>
    %43 = stablehlo.iota dim = 0 : tensor<10xi32>
    %44 = stablehlo.broadcast_in_dim %43, dims = [1] : (tensor<10xi32>) -> tensor<2x10xi32>
    %45 = stablehlo.compare EQ, %42, %44 : (tensor<2x10xi32>, tensor<2x10xi32>) -> tensor<2x10xi1>
    %46 = stablehlo.convert %45 : (tensor<2x10xi1>) -> tensor<2x10xf32>
    %47 = stablehlo.multiply %41, %46 : tensor<2x10xf32>
    %48 = stablehlo.reduce(%47 init: %init1) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<f32>
    %49 = stablehlo.constant dense<-2.5e-1> : tensor<2x10xf32>
    %50 = stablehlo.multiply %49, %46 : tensor<2x10xf32>
    %51 = stablehlo.reduce(%50 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %52 = stablehlo.negate %51 : tensor<2xf32>
    %53 = stablehlo.divide %52, %38 : tensor<2xf32>
    %54 = stablehlo.broadcast_in_dim %53, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %55 = stablehlo.multiply %37, %54 : tensor<2x10xf32>
    %56 = stablehlo.add %50, %55 : tensor<2x10xf32>
    %57 = stablehlo.reduce(%56 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<2x10xf32>, tensor<f32>) -> tensor<10xf32>
    %58 = stablehlo.dot_general %56, %arg2, contracting_dims = [1] x [1] : (tensor<2x10xf32>, tensor<196x10xf32>) -> tensor<2x196xf32>
    %59 = stablehlo.reshape %58 : (tensor<2x196xf32>) -> tensor<2x4x7x7xf32>
    %60 = stablehlo.divide %59, %29 : tensor<2x4x7x7xf32>
    %61 = stablehlo.constant dense<0.0e+0> : tensor<2x4x7x7x2x2xf32>
    %62 = stablehlo.broadcast_in_dim %60, dims = [0, 1, 2, 3] : (tensor<2x4x7x7xf32>) -> tensor<2x4x7x7x2x2xf32>
    %63 = stablehlo.select %25, %61, %62 : tensor<2x4x7x7x2x2xi1>, tensor<2x4x7x7x2x2xf32>
    %64 = stablehlo.transpose %63, dims = [0, 1, 2, 4, 3, 5] : (tensor<2x4x7x7x2x2xf32>) -> tensor<2x4x7x2x7x2xf32>
    %65 = stablehlo.reshape %64 : (tensor<2x4x7x2x7x2xf32>) -> tensor<2x4x14x14xf32>
    %66 = stablehlo.constant dense<0.0e+0> : tensor<2x4x14x14xf32>
    %67 = stablehlo.select %20, %66, %65 : tensor<2x4x14x14xi1>, tensor<2x4x14x14xf32>
    %68 = stablehlo.transpose %arg1, dims = [1, 0, 2, 3] : (tensor<4x1x5x5xf32>) -> tensor<1x4x5x5xf32>
    %69 = stablehlo.reverse %68, dims = [2, 3] : tensor<1x4x5x5xf32>
    %70 = stablehlo.convolution(%67, %69) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x4x14x14xf32>, tensor<1x4x5x5xf32>) -> tensor<2x1x14x14xf32>
    %71 = stablehlo.divide %70, %14 : tensor<2x1x14x14xf32>
    %72 = stablehlo.constant dense<0.0e+0> : tensor<2x1x14x14x2x2xf32>
    %73 = stablehlo.broadcast_in_dim %71, dims = [0, 1, 2, 3] : (tensor<2x1x14x14xf32>) -> tensor<2x1x14x14x2x2xf32>
    %74 = stablehlo.select %10, %72, %73 : tensor<2x1x14x14x2x2xi1>, tensor<2x1x14x14x2x2xf32>
    %75 = stablehlo.transpose %74, dims = [0, 1, 2, 4, 3, 5] : (tensor<2x1x14x14x2x2xf32>) -> tensor<2x1x14x2x14x2xf32>
    %76 = stablehlo.reshape %75 : (tensor<2x1x14x2x14x2xf32>) -> tensor<2x1x28x28xf32>
    %77 = stablehlo.constant dense<0.0e+0> : tensor<2x1x28x28xf32>
    %78 = stablehlo.select %5, %77, %76 : tensor<2x1x28x28xi1>, tensor<2x1x28x28xf32>
    %79 = stablehlo.reshape %arg14 : (tensor<2x784xf32>) -> tensor<1x2x28x28xf32>
    %80 = stablehlo.transpose %78, dims = [1, 0, 2, 3] : (tensor<2x1x28x28xf32>) -> tensor<1x2x28x28xf32>
    %81 = stablehlo.convolution(%79, %80) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x2x28x28xf32>, tensor<1x2x28x28xf32>) -> tensor<1x1x5x5xf32>
    %82 = stablehlo.transpose %8, dims = [1, 0, 2, 3] : (tensor<2x1x14x14xf32>) -> tensor<1x2x14x14xf32>
    %83 = stablehlo.transpose %67, dims = [1, 0, 2, 3] : (tensor<2x4x14x14xf32>) -> tensor<4x2x14x14xf32>
    %84 = stablehlo.convolution(%82, %83) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x2x14x14xf32>, tensor<4x2x14x14xf32>) -> tensor<1x4x5x5xf32>
    %85 = stablehlo.dot_general %30, %56, contracting_dims = [0] x [0] : (tensor<2x196xf32>, tensor<2x10xf32>) -> tensor<196x10xf32>
    %86 = stablehlo.constant dense<2.5e-1> : tensor<f32>
    %87 = stablehlo.multiply %48, %86 : tensor<f32>
    %88 = stablehlo.negate %87 : tensor<f32>
    %89 = stablehlo.transpose %84, dims = [1, 0, 2, 3] : (tensor<1x4x5x5xf32>) -> tensor<4x1x5x5xf32>
    %90 = stablehlo.constant dense<8.999999761581421e-1> : tensor<1x1x5x5xf32>
    %91 = stablehlo.multiply %arg4, %90 : tensor<1x1x5x5xf32>
    %92 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<1x1x5x5xf32>
    %93 = stablehlo.multiply %81, %92 : tensor<1x1x5x5xf32>
    %94 = stablehlo.reshape %93 : (tensor<1x1x5x5xf32>) -> tensor<1x1x5x5xf32>
    %95 = stablehlo.add %91, %94 : tensor<1x1x5x5xf32>
    %96 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x1x5x5xf32>
    %97 = stablehlo.multiply %arg5, %96 : tensor<4x1x5x5xf32>
    %98 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x1x5x5xf32>
    %99 = stablehlo.multiply %89, %98 : tensor<4x1x5x5xf32>
    %100 = stablehlo.add %97, %99 : tensor<4x1x5x5xf32>
    %101 = stablehlo.constant dense<8.999999761581421e-1> : tensor<196x10xf32>
    %102 = stablehlo.multiply %arg6, %101 : tensor<196x10xf32>
    %103 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<196x10xf32>
    %104 = stablehlo.multiply %85, %103 : tensor<196x10xf32>
    %105 = stablehlo.add %102, %104 : tensor<196x10xf32>
    %106 = stablehlo.constant dense<8.999999761581421e-1> : tensor<10xf32>
    %107 = stablehlo.multiply %arg7, %106 : tensor<10xf32>
    %108 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<10xf32>
    %109 = stablehlo.multiply %57, %108 : tensor<10xf32>
    %110 = stablehlo.add %107, %109 : tensor<10xf32>
    %111 = stablehlo.multiply %81, %81 : tensor<1x1x5x5xf32>
    %112 = stablehlo.constant dense<9.990000128746033e-1> : tensor<1x1x5x5xf32>
    %113 = stablehlo.multiply %arg8, %112 : tensor<1x1x5x5xf32>
    %114 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<1x1x5x5xf32>
    %115 = stablehlo.multiply %111, %114 : tensor<1x1x5x5xf32>
    %116 = stablehlo.reshape %115 : (tensor<1x1x5x5xf32>) -> tensor<1x1x5x5xf32>
    %117 = stablehlo.add %113, %116 : tensor<1x1x5x5xf32>
    %118 = stablehlo.multiply %89, %89 : tensor<4x1x5x5xf32>
    %119 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x1x5x5xf32>
    %120 = stablehlo.multiply %arg9, %119 : tensor<4x1x5x5xf32>
    %121 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x1x5x5xf32>
    %122 = stablehlo.multiply %118, %121 : tensor<4x1x5x5xf32>
    %123 = stablehlo.add %120, %122 : tensor<4x1x5x5xf32>
    %124 = stablehlo.multiply %85, %85 : tensor<196x10xf32>
    %125 = stablehlo.constant dense<9.990000128746033e-1> : tensor<196x10xf32>
    %126 = stablehlo.multiply %arg10, %125 : tensor<196x10xf32>
    %127 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<196x10xf32>
    %128 = stablehlo.multiply %124, %127 : tensor<196x10xf32>
    %129 = stablehlo.add %126, %128 : tensor<196x10xf32>
    %130 = stablehlo.multiply %57, %57 : tensor<10xf32>
    %131 = stablehlo.constant dense<9.990000128746033e-1> : tensor<10xf32>
    %132 = stablehlo.multiply %arg11, %131 : tensor<10xf32>
    %133 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<10xf32>
    %134 = stablehlo.multiply %130, %133 : tensor<10xf32>
    %135 = stablehlo.add %132, %134 : tensor<10xf32>
    %136 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %137 = stablehlo.multiply %arg12, %136 : tensor<f32>
    %138 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %139 = stablehlo.add %137, %138 : tensor<f32>
    %140 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %141 = stablehlo.multiply %arg13, %140 : tensor<f32>
    %142 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %143 = stablehlo.add %141, %142 : tensor<f32>
    %144 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %145 = stablehlo.divide %144, %139 : tensor<f32>
    %146 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %147 = stablehlo.divide %146, %143 : tensor<f32>
    %148 = stablehlo.broadcast_in_dim %145, dims = [] : (tensor<f32>) -> tensor<1x1x5x5xf32>
    %149 = stablehlo.multiply %95, %148 : tensor<1x1x5x5xf32>
    %150 = stablehlo.broadcast_in_dim %147, dims = [] : (tensor<f32>) -> tensor<1x1x5x5xf32>
    %151 = stablehlo.multiply %117, %150 : tensor<1x1x5x5xf32>
    %152 = stablehlo.sqrt %151 : tensor<1x1x5x5xf32>
    %153 = stablehlo.constant dense<9.99999993922529e-9> : tensor<1x1x5x5xf32>
    %154 = stablehlo.add %152, %153 : tensor<1x1x5x5xf32>
    %155 = stablehlo.divide %149, %154 : tensor<1x1x5x5xf32>
    %156 = stablehlo.broadcast_in_dim %145, dims = [] : (tensor<f32>) -> tensor<4x1x5x5xf32>
    %157 = stablehlo.multiply %100, %156 : tensor<4x1x5x5xf32>
    %158 = stablehlo.broadcast_in_dim %147, dims = [] : (tensor<f32>) -> tensor<4x1x5x5xf32>
    %159 = stablehlo.multiply %123, %158 : tensor<4x1x5x5xf32>
    %160 = stablehlo.sqrt %159 : tensor<4x1x5x5xf32>
    %161 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x1x5x5xf32>
    %162 = stablehlo.add %160, %161 : tensor<4x1x5x5xf32>
    %163 = stablehlo.divide %157, %162 : tensor<4x1x5x5xf32>
    %164 = stablehlo.broadcast_in_dim %145, dims = [] : (tensor<f32>) -> tensor<196x10xf32>
    %165 = stablehlo.multiply %105, %164 : tensor<196x10xf32>
    %166 = stablehlo.broadcast_in_dim %147, dims = [] : (tensor<f32>) -> tensor<196x10xf32>
    %167 = stablehlo.multiply %129, %166 : tensor<196x10xf32>
    %168 = stablehlo.sqrt %167 : tensor<196x10xf32>
    %169 = stablehlo.constant dense<9.99999993922529e-9> : tensor<196x10xf32>
    %170 = stablehlo.add %168, %169 : tensor<196x10xf32>
    %171 = stablehlo.divide %165, %170 : tensor<196x10xf32>
    %172 = stablehlo.broadcast_in_dim %145, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %173 = stablehlo.multiply %110, %172 : tensor<10xf32>
    %174 = stablehlo.broadcast_in_dim %147, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %175 = stablehlo.multiply %135, %174 : tensor<10xf32>
    %176 = stablehlo.sqrt %175 : tensor<10xf32>
    %177 = stablehlo.constant dense<9.99999993922529e-9> : tensor<10xf32>
    %178 = stablehlo.add %176, %177 : tensor<10xf32>
    %179 = stablehlo.divide %173, %178 : tensor<10xf32>
    %180 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<1x1x5x5xf32>
    %181 = stablehlo.multiply %155, %180 : tensor<1x1x5x5xf32>
    %182 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<4x1x5x5xf32>
    %183 = stablehlo.multiply %163, %182 : tensor<4x1x5x5xf32>
    %184 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<196x10xf32>
    %185 = stablehlo.multiply %171, %184 : tensor<196x10xf32>
    %186 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<10xf32>
    %187 = stablehlo.multiply %179, %186 : tensor<10xf32>
    %188 = stablehlo.add %arg0, %181 : tensor<1x1x5x5xf32>
    %189 = stablehlo.add %arg1, %183 : tensor<4x1x5x5xf32>
    %190 = stablehlo.add %arg2, %185 : tensor<196x10xf32>
    %191 = stablehlo.add %arg3, %187 : tensor<10xf32>
    return %188, %189, %190, %191, %95, %100, %105, %110, %117, %123, %129, %135, %139, %143, %88 : tensor<1x1x5x5xf32>, tensor<4x1x5x5xf32>, tensor<196x10xf32>, tensor<10xf32>, tensor<1x1x5x5xf32>, tensor<4x1x5x5xf32>, tensor<196x10xf32>, tensor<10xf32>, tensor<1x1x5x5xf32>, tensor<4x1x5x5xf32>, tensor<196x10xf32>, tensor<10xf32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
