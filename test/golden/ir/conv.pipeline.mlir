module @trainStep_stage0 attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=1]>
  func.func public @main(%arg0: tensor<2x1x5x5xf32> loc("state.params.filters[0]"), %arg1: tensor<2x1x5x5xf32> loc("state.optimizer[0].mu.filters[0]"), %arg2: tensor<2x1x5x5xf32> loc("state.optimizer[0].nu.filters[0]"), %arg3: tensor<2x784xf32> loc("images"), %arg4: tensor<2x2x14x14xf32> loc("convolution.69"), %arg5: tensor<f32> loc("state.optimizer[0].muWeight"), %arg6: tensor<f32> loc("state.optimizer[0].nuWeight")) -> (tensor<2x1x5x5xf32> {jax.result_info = "state.params.filters[0]"}, tensor<2x1x5x5xf32> {jax.result_info = "state.optimizer[0].mu.filters[0]"}, tensor<2x1x5x5xf32> {jax.result_info = "state.optimizer[0].nu.filters[0]"}, tensor<f32> {jax.result_info = "state.optimizer[0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[0].nuWeight"}) {
    %init0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init1 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %0 = stablehlo.reshape %arg3 : (tensor<2x784xf32>) -> tensor<2x1x28x28xf32>
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
    %15 = stablehlo.divide %arg4, %14 : tensor<2x2x14x14xf32>
    %16 = stablehlo.broadcast_in_dim %15, dims = [0, 1, 2, 3] : (tensor<2x2x14x14xf32>) -> tensor<2x2x14x14x2x2xf32>
    %17 = stablehlo.constant dense<0.0e+0> : tensor<2x2x14x14x2x2xf32>
    %18 = stablehlo.select %10, %17, %16 : tensor<2x2x14x14x2x2xi1>, tensor<2x2x14x14x2x2xf32>
    %19 = stablehlo.transpose %18, dims = [0, 1, 2, 4, 3, 5] : (tensor<2x2x14x14x2x2xf32>) -> tensor<2x2x14x2x14x2xf32>
    %20 = stablehlo.reshape %19 : (tensor<2x2x14x2x14x2xf32>) -> tensor<2x2x28x28xf32>
    %21 = stablehlo.constant dense<0.0e+0> : tensor<2x2x28x28xf32>
    %22 = stablehlo.select %5, %21, %20 : tensor<2x2x28x28xi1>, tensor<2x2x28x28xf32>
    %23 = stablehlo.reshape %arg3 : (tensor<2x784xf32>) -> tensor<1x2x28x28xf32>
    %24 = stablehlo.transpose %22, dims = [1, 0, 2, 3] : (tensor<2x2x28x28xf32>) -> tensor<2x2x28x28xf32>
    %25 = stablehlo.convolution(%23, %24) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x2x28x28xf32>, tensor<2x2x28x28xf32>) -> tensor<1x2x5x5xf32>
    %26 = stablehlo.constant dense<8.999999761581421e-1> : tensor<2x1x5x5xf32>
    %27 = stablehlo.multiply %arg1, %26 : tensor<2x1x5x5xf32>
    %28 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<1x2x5x5xf32>
    %29 = stablehlo.multiply %25, %28 : tensor<1x2x5x5xf32>
    %30 = stablehlo.reshape %29 : (tensor<1x2x5x5xf32>) -> tensor<2x1x5x5xf32>
    %31 = stablehlo.add %27, %30 : tensor<2x1x5x5xf32>
    %32 = stablehlo.multiply %25, %25 : tensor<1x2x5x5xf32>
    %33 = stablehlo.constant dense<9.990000128746033e-1> : tensor<2x1x5x5xf32>
    %34 = stablehlo.multiply %arg2, %33 : tensor<2x1x5x5xf32>
    %35 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<1x2x5x5xf32>
    %36 = stablehlo.multiply %32, %35 : tensor<1x2x5x5xf32>
    %37 = stablehlo.reshape %36 : (tensor<1x2x5x5xf32>) -> tensor<2x1x5x5xf32>
    %38 = stablehlo.add %34, %37 : tensor<2x1x5x5xf32>
    %39 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %40 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %41 = stablehlo.multiply %arg5, %40 : tensor<f32>
    %42 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %43 = stablehlo.add %41, %42 : tensor<f32>
    %44 = stablehlo.divide %39, %43 : tensor<f32>
    %45 = stablehlo.broadcast_in_dim %44, dims = [] : (tensor<f32>) -> tensor<2x1x5x5xf32>
    %46 = stablehlo.multiply %31, %45 : tensor<2x1x5x5xf32>
    %47 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %48 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %49 = stablehlo.multiply %arg6, %48 : tensor<f32>
    %50 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %51 = stablehlo.add %49, %50 : tensor<f32>
    %52 = stablehlo.divide %47, %51 : tensor<f32>
    %53 = stablehlo.broadcast_in_dim %52, dims = [] : (tensor<f32>) -> tensor<2x1x5x5xf32>
    %54 = stablehlo.multiply %38, %53 : tensor<2x1x5x5xf32>
    %55 = stablehlo.sqrt %54 : tensor<2x1x5x5xf32>
    %56 = stablehlo.constant dense<9.99999993922529e-9> : tensor<2x1x5x5xf32>
    %57 = stablehlo.add %55, %56 : tensor<2x1x5x5xf32>
    %58 = stablehlo.divide %46, %57 : tensor<2x1x5x5xf32>
    %59 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<2x1x5x5xf32>
    %60 = stablehlo.multiply %58, %59 : tensor<2x1x5x5xf32>
    %61 = stablehlo.add %arg0, %60 : tensor<2x1x5x5xf32>
    return %61, %31, %38, %43, %51 : tensor<2x1x5x5xf32>, tensor<2x1x5x5xf32>, tensor<2x1x5x5xf32>, tensor<f32>, tensor<f32>
  }
}

module @trainStep_stage1 attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=1]>
  func.func public @main(%arg0: tensor<4x2x5x5xf32> loc("state.params.filters[1]"), %arg1: tensor<196x10xf32> loc("state.params.output.w"), %arg2: tensor<10xf32> loc("state.params.output.b"), %arg3: tensor<4x2x5x5xf32> loc("state.optimizer[0].mu.filters[1]"), %arg4: tensor<196x10xf32> loc("state.optimizer[0].mu.output.w"), %arg5: tensor<10xf32> loc("state.optimizer[0].mu.output.b"), %arg6: tensor<4x2x5x5xf32> loc("state.optimizer[0].nu.filters[1]"), %arg7: tensor<196x10xf32> loc("state.optimizer[0].nu.output.w"), %arg8: tensor<10xf32> loc("state.optimizer[0].nu.output.b"), %arg9: tensor<2x2x14x14xf32> loc("reduce.8"), %arg10: tensor<2xi32> loc("labels"), %arg11: tensor<f32> loc("state.optimizer[0].muWeight"), %arg12: tensor<f32> loc("state.optimizer[0].nuWeight")) -> (tensor<4x2x5x5xf32> {jax.result_info = "state.params.filters[1]"}, tensor<196x10xf32> {jax.result_info = "state.params.output.w"}, tensor<10xf32> {jax.result_info = "state.params.output.b"}, tensor<4x2x5x5xf32> {jax.result_info = "state.optimizer[0].mu.filters[1]"}, tensor<196x10xf32> {jax.result_info = "state.optimizer[0].mu.output.w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0].mu.output.b"}, tensor<4x2x5x5xf32> {jax.result_info = "state.optimizer[0].nu.filters[1]"}, tensor<196x10xf32> {jax.result_info = "state.optimizer[0].nu.output.w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0].nu.output.b"}, tensor<f32> {jax.result_info = "state.optimizer[0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[0].nuWeight"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init1 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %0 = stablehlo.convolution(%arg9, %arg0) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x2x14x14xf32>, tensor<4x2x5x5xf32>) -> tensor<2x4x14x14xf32>
    %1 = stablehlo.constant dense<0.0e+0> : tensor<2x4x14x14xf32>
    %2 = stablehlo.maximum %0, %1 : tensor<2x4x14x14xf32>
    %3 = stablehlo.constant dense<0.0e+0> : tensor<2x4x14x14xf32>
    %4 = stablehlo.compare LT, %0, %3 : (tensor<2x4x14x14xf32>, tensor<2x4x14x14xf32>) -> tensor<2x4x14x14xi1>
    %5 = stablehlo.reshape %2 : (tensor<2x4x14x14xf32>) -> tensor<2x4x7x2x7x2xf32>
    %6 = stablehlo.transpose %5, dims = [0, 1, 2, 4, 3, 5] : (tensor<2x4x7x2x7x2xf32>) -> tensor<2x4x7x7x2x2xf32>
    %7 = stablehlo.reduce(%5 init: %init0) applies stablehlo.maximum across dimensions = [3, 5] : (tensor<2x4x7x2x7x2xf32>, tensor<f32>) -> tensor<2x4x7x7xf32>
    %8 = stablehlo.broadcast_in_dim %7, dims = [0, 1, 2, 3] : (tensor<2x4x7x7xf32>) -> tensor<2x4x7x7x2x2xf32>
    %9 = stablehlo.compare NE, %6, %8 : (tensor<2x4x7x7x2x2xf32>, tensor<2x4x7x7x2x2xf32>) -> tensor<2x4x7x7x2x2xi1>
    %10 = stablehlo.constant dense<0.0e+0> : tensor<2x4x7x7x2x2xf32>
    %11 = stablehlo.constant dense<1.0e+0> : tensor<2x4x7x7x2x2xf32>
    %12 = stablehlo.select %9, %10, %11 : tensor<2x4x7x7x2x2xi1>, tensor<2x4x7x7x2x2xf32>
    %13 = stablehlo.reduce(%12 init: %init1) applies stablehlo.add across dimensions = [4, 5] : (tensor<2x4x7x7x2x2xf32>, tensor<f32>) -> tensor<2x4x7x7xf32>
    %14 = stablehlo.reshape %7 : (tensor<2x4x7x7xf32>) -> tensor<2x196xf32>
    %15 = stablehlo.dot_general %14, %arg1, contracting_dims = [1] x [0] : (tensor<2x196xf32>, tensor<196x10xf32>) -> tensor<2x10xf32>
    %16 = stablehlo.broadcast_in_dim %arg2, dims = [1] : (tensor<10xf32>) -> tensor<2x10xf32>
    %17 = stablehlo.add %15, %16 : tensor<2x10xf32>
    %18 = stablehlo.reduce(%17 init: %init0) applies stablehlo.maximum across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %19 = stablehlo.broadcast_in_dim %18, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %20 = stablehlo.subtract %17, %19 : tensor<2x10xf32>
    %21 = stablehlo.exponential %20 : tensor<2x10xf32>
    %22 = stablehlo.reduce(%21 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %23 = stablehlo.log %22 : tensor<2xf32>
    %24 = stablehlo.broadcast_in_dim %23, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %25 = stablehlo.subtract %20, %24 : tensor<2x10xf32>
    %26 = stablehlo.broadcast_in_dim %arg10, dims = [0] : (tensor<2xi32>) -> tensor<2x10xi32>
    %27 = stablehlo.iota dim = 0 : tensor<10xi32>
    %28 = stablehlo.broadcast_in_dim %27, dims = [1] : (tensor<10xi32>) -> tensor<2x10xi32>
    %29 = stablehlo.compare EQ, %26, %28 : (tensor<2x10xi32>, tensor<2x10xi32>) -> tensor<2x10xi1>
    %30 = stablehlo.convert %29 : (tensor<2x10xi1>) -> tensor<2x10xf32>
    %31 = stablehlo.multiply %25, %30 : tensor<2x10xf32>
    %32 = stablehlo.reduce(%31 init: %init1) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<f32>
    %33 = stablehlo.constant dense<-2.5e-1> : tensor<2x10xf32>
    %34 = stablehlo.multiply %33, %30 : tensor<2x10xf32>
    %35 = stablehlo.reduce(%34 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %36 = stablehlo.negate %35 : tensor<2xf32>
    %37 = stablehlo.divide %36, %22 : tensor<2xf32>
    %38 = stablehlo.broadcast_in_dim %37, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %39 = stablehlo.multiply %21, %38 : tensor<2x10xf32>
    %40 = stablehlo.add %34, %39 : tensor<2x10xf32>
    %41 = stablehlo.reduce(%40 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<2x10xf32>, tensor<f32>) -> tensor<10xf32>
    %42 = stablehlo.dot_general %40, %arg1, contracting_dims = [1] x [1] : (tensor<2x10xf32>, tensor<196x10xf32>) -> tensor<2x196xf32>
    %43 = stablehlo.reshape %42 : (tensor<2x196xf32>) -> tensor<2x4x7x7xf32>
    %44 = stablehlo.divide %43, %13 : tensor<2x4x7x7xf32>
    %45 = stablehlo.broadcast_in_dim %44, dims = [0, 1, 2, 3] : (tensor<2x4x7x7xf32>) -> tensor<2x4x7x7x2x2xf32>
    %46 = stablehlo.constant dense<0.0e+0> : tensor<2x4x7x7x2x2xf32>
    %47 = stablehlo.select %9, %46, %45 : tensor<2x4x7x7x2x2xi1>, tensor<2x4x7x7x2x2xf32>
    %48 = stablehlo.transpose %47, dims = [0, 1, 2, 4, 3, 5] : (tensor<2x4x7x7x2x2xf32>) -> tensor<2x4x7x2x7x2xf32>
    %49 = stablehlo.reshape %48 : (tensor<2x4x7x2x7x2xf32>) -> tensor<2x4x14x14xf32>
    %50 = stablehlo.constant dense<0.0e+0> : tensor<2x4x14x14xf32>
    %51 = stablehlo.select %4, %50, %49 : tensor<2x4x14x14xi1>, tensor<2x4x14x14xf32>
    %52 = stablehlo.transpose %arg0, dims = [1, 0, 2, 3] : (tensor<4x2x5x5xf32>) -> tensor<2x4x5x5xf32>
    %53 = stablehlo.reverse %52, dims = [2, 3] : tensor<2x4x5x5xf32>
    %54 = stablehlo.convolution(%51, %53) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x4x14x14xf32>, tensor<2x4x5x5xf32>) -> tensor<2x2x14x14xf32>
    %55 = stablehlo.transpose %arg9, dims = [1, 0, 2, 3] : (tensor<2x2x14x14xf32>) -> tensor<2x2x14x14xf32>
    %56 = stablehlo.transpose %51, dims = [1, 0, 2, 3] : (tensor<2x4x14x14xf32>) -> tensor<4x2x14x14xf32>
    %57 = stablehlo.convolution(%55, %56) dim_numbers = [b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1], window = {stride = [1, 1], pad = [[2, 2], [2, 2]], lhs_dilate = [1, 1], rhs_dilate = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<2x2x14x14xf32>, tensor<4x2x14x14xf32>) -> tensor<2x4x5x5xf32>
    %58 = stablehlo.dot_general %14, %40, contracting_dims = [0] x [0] : (tensor<2x196xf32>, tensor<2x10xf32>) -> tensor<196x10xf32>
    %59 = stablehlo.constant dense<2.5e-1> : tensor<f32>
    %60 = stablehlo.multiply %32, %59 : tensor<f32>
    %61 = stablehlo.negate %60 : tensor<f32>
    %62 = stablehlo.transpose %57, dims = [1, 0, 2, 3] : (tensor<2x4x5x5xf32>) -> tensor<4x2x5x5xf32>
    %63 = stablehlo.constant dense<8.999999761581421e-1> : tensor<4x2x5x5xf32>
    %64 = stablehlo.multiply %arg3, %63 : tensor<4x2x5x5xf32>
    %65 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<4x2x5x5xf32>
    %66 = stablehlo.multiply %62, %65 : tensor<4x2x5x5xf32>
    %67 = stablehlo.add %64, %66 : tensor<4x2x5x5xf32>
    %68 = stablehlo.constant dense<8.999999761581421e-1> : tensor<196x10xf32>
    %69 = stablehlo.multiply %arg4, %68 : tensor<196x10xf32>
    %70 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<196x10xf32>
    %71 = stablehlo.multiply %58, %70 : tensor<196x10xf32>
    %72 = stablehlo.add %69, %71 : tensor<196x10xf32>
    %73 = stablehlo.constant dense<8.999999761581421e-1> : tensor<10xf32>
    %74 = stablehlo.multiply %arg5, %73 : tensor<10xf32>
    %75 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<10xf32>
    %76 = stablehlo.multiply %41, %75 : tensor<10xf32>
    %77 = stablehlo.add %74, %76 : tensor<10xf32>
    %78 = stablehlo.multiply %62, %62 : tensor<4x2x5x5xf32>
    %79 = stablehlo.constant dense<9.990000128746033e-1> : tensor<4x2x5x5xf32>
    %80 = stablehlo.multiply %arg6, %79 : tensor<4x2x5x5xf32>
    %81 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<4x2x5x5xf32>
    %82 = stablehlo.multiply %78, %81 : tensor<4x2x5x5xf32>
    %83 = stablehlo.add %80, %82 : tensor<4x2x5x5xf32>
    %84 = stablehlo.multiply %58, %58 : tensor<196x10xf32>
    %85 = stablehlo.constant dense<9.990000128746033e-1> : tensor<196x10xf32>
    %86 = stablehlo.multiply %arg7, %85 : tensor<196x10xf32>
    %87 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<196x10xf32>
    %88 = stablehlo.multiply %84, %87 : tensor<196x10xf32>
    %89 = stablehlo.add %86, %88 : tensor<196x10xf32>
    %90 = stablehlo.multiply %41, %41 : tensor<10xf32>
    %91 = stablehlo.constant dense<9.990000128746033e-1> : tensor<10xf32>
    %92 = stablehlo.multiply %arg8, %91 : tensor<10xf32>
    %93 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<10xf32>
    %94 = stablehlo.multiply %90, %93 : tensor<10xf32>
    %95 = stablehlo.add %92, %94 : tensor<10xf32>
    %96 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %97 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %98 = stablehlo.multiply %arg11, %97 : tensor<f32>
    %99 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %100 = stablehlo.add %98, %99 : tensor<f32>
    %101 = stablehlo.divide %96, %100 : tensor<f32>
    %102 = stablehlo.broadcast_in_dim %101, dims = [] : (tensor<f32>) -> tensor<4x2x5x5xf32>
    %103 = stablehlo.multiply %67, %102 : tensor<4x2x5x5xf32>
    %104 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %105 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %106 = stablehlo.multiply %arg12, %105 : tensor<f32>
    %107 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %108 = stablehlo.add %106, %107 : tensor<f32>
    %109 = stablehlo.divide %104, %108 : tensor<f32>
    %110 = stablehlo.broadcast_in_dim %109, dims = [] : (tensor<f32>) -> tensor<4x2x5x5xf32>
    %111 = stablehlo.multiply %83, %110 : tensor<4x2x5x5xf32>
    %112 = stablehlo.sqrt %111 : tensor<4x2x5x5xf32>
    %113 = stablehlo.constant dense<9.99999993922529e-9> : tensor<4x2x5x5xf32>
    %114 = stablehlo.add %112, %113 : tensor<4x2x5x5xf32>
    %115 = stablehlo.divide %103, %114 : tensor<4x2x5x5xf32>
    %116 = stablehlo.broadcast_in_dim %101, dims = [] : (tensor<f32>) -> tensor<196x10xf32>
    %117 = stablehlo.multiply %72, %116 : tensor<196x10xf32>
    %118 = stablehlo.broadcast_in_dim %109, dims = [] : (tensor<f32>) -> tensor<196x10xf32>
    %119 = stablehlo.multiply %89, %118 : tensor<196x10xf32>
    %120 = stablehlo.sqrt %119 : tensor<196x10xf32>
    %121 = stablehlo.constant dense<9.99999993922529e-9> : tensor<196x10xf32>
    %122 = stablehlo.add %120, %121 : tensor<196x10xf32>
    %123 = stablehlo.divide %117, %122 : tensor<196x10xf32>
    %124 = stablehlo.broadcast_in_dim %101, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %125 = stablehlo.multiply %77, %124 : tensor<10xf32>
    %126 = stablehlo.broadcast_in_dim %109, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %127 = stablehlo.multiply %95, %126 : tensor<10xf32>
    %128 = stablehlo.sqrt %127 : tensor<10xf32>
    %129 = stablehlo.constant dense<9.99999993922529e-9> : tensor<10xf32>
    %130 = stablehlo.add %128, %129 : tensor<10xf32>
    %131 = stablehlo.divide %125, %130 : tensor<10xf32>
    %132 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<4x2x5x5xf32>
    %133 = stablehlo.multiply %115, %132 : tensor<4x2x5x5xf32>
    %134 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<196x10xf32>
    %135 = stablehlo.multiply %123, %134 : tensor<196x10xf32>
    %136 = stablehlo.constant dense<-1.0000000474974513e-3> : tensor<10xf32>
    %137 = stablehlo.multiply %131, %136 : tensor<10xf32>
    %138 = stablehlo.add %arg0, %133 : tensor<4x2x5x5xf32>
    %139 = stablehlo.add %arg1, %135 : tensor<196x10xf32>
    %140 = stablehlo.add %arg2, %137 : tensor<10xf32>
    return %138, %139, %140, %67, %72, %77, %83, %89, %95, %100, %108, %61 : tensor<4x2x5x5xf32>, tensor<196x10xf32>, tensor<10xf32>, tensor<4x2x5x5xf32>, tensor<196x10xf32>, tensor<10xf32>, tensor<4x2x5x5xf32>, tensor<196x10xf32>, tensor<10xf32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
