module @trainStep_stage0 attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=1]>
  func.func public @main(%arg0: tensor<784x16xf32> loc("state.params[0].w"), %arg1: tensor<784x16xf32> loc("state.optimizer[0][0].mu[0].w"), %arg2: tensor<784x16xf32> loc("state.optimizer[0][0].nu[0].w"), %arg3: tensor<2x784xf32> loc("images"), %arg4: tensor<2x16xf32> loc("select.47"), %arg5: tensor<f32> loc("state.optimizer[0][0].muWeight"), %arg6: tensor<f32> loc("state.optimizer[0][0].nuWeight"), %arg7: tensor<f32> loc("state.optimizer[1].share")) -> (tensor<784x16xf32> {jax.result_info = "state.params[0].w"}, tensor<784x16xf32> {jax.result_info = "state.optimizer[0][0].mu[0].w"}, tensor<784x16xf32> {jax.result_info = "state.optimizer[0][0].nu[0].w"}, tensor<f32> {jax.result_info = "state.optimizer[0][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[0][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1].share"}) {
    %0 = stablehlo.dot_general %arg3, %arg0, contracting_dims = [1] x [0] : (tensor<2x784xf32>, tensor<784x16xf32>) -> tensor<2x16xf32>
    %1 = stablehlo.dot_general %arg3, %arg4, contracting_dims = [0] x [0] : (tensor<2x784xf32>, tensor<2x16xf32>) -> tensor<784x16xf32>
    %2 = stablehlo.constant dense<8.999999761581421e-1> : tensor<784x16xf32>
    %3 = stablehlo.multiply %arg1, %2 : tensor<784x16xf32>
    %4 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<784x16xf32>
    %5 = stablehlo.multiply %1, %4 : tensor<784x16xf32>
    %6 = stablehlo.add %3, %5 : tensor<784x16xf32>
    %7 = stablehlo.multiply %1, %1 : tensor<784x16xf32>
    %8 = stablehlo.constant dense<9.990000128746033e-1> : tensor<784x16xf32>
    %9 = stablehlo.multiply %arg2, %8 : tensor<784x16xf32>
    %10 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<784x16xf32>
    %11 = stablehlo.multiply %7, %10 : tensor<784x16xf32>
    %12 = stablehlo.add %9, %11 : tensor<784x16xf32>
    %13 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %14 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %15 = stablehlo.multiply %arg5, %14 : tensor<f32>
    %16 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %17 = stablehlo.add %15, %16 : tensor<f32>
    %18 = stablehlo.divide %13, %17 : tensor<f32>
    %19 = stablehlo.broadcast_in_dim %18, dims = [] : (tensor<f32>) -> tensor<784x16xf32>
    %20 = stablehlo.multiply %6, %19 : tensor<784x16xf32>
    %21 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %22 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %23 = stablehlo.multiply %arg6, %22 : tensor<f32>
    %24 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %25 = stablehlo.add %23, %24 : tensor<f32>
    %26 = stablehlo.divide %21, %25 : tensor<f32>
    %27 = stablehlo.broadcast_in_dim %26, dims = [] : (tensor<f32>) -> tensor<784x16xf32>
    %28 = stablehlo.multiply %12, %27 : tensor<784x16xf32>
    %29 = stablehlo.sqrt %28 : tensor<784x16xf32>
    %30 = stablehlo.constant dense<9.99999993922529e-9> : tensor<784x16xf32>
    %31 = stablehlo.add %29, %30 : tensor<784x16xf32>
    %32 = stablehlo.divide %20, %31 : tensor<784x16xf32>
    %33 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<784x16xf32>
    %34 = stablehlo.multiply %32, %33 : tensor<784x16xf32>
    %35 = stablehlo.constant dense<4.999999888241291e-3> : tensor<f32>
    %36 = stablehlo.add %arg7, %35 : tensor<f32>
    %37 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %38 = stablehlo.minimum %36, %37 : tensor<f32>
    %39 = stablehlo.broadcast_in_dim %38, dims = [] : (tensor<f32>) -> tensor<784x16xf32>
    %40 = stablehlo.multiply %34, %39 : tensor<784x16xf32>
    %41 = stablehlo.add %arg0, %40 : tensor<784x16xf32>
    return %41, %6, %12, %17, %25, %38 : tensor<784x16xf32>, tensor<784x16xf32>, tensor<784x16xf32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}

module @trainStep_stage1 attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32} {
  sdy.mesh @mesh = <["data"=1, "model"=1]>
  func.func public @main(%arg0: tensor<16xf32> loc("state.params[0].b"), %arg1: tensor<16x16xf32> loc("state.params[1].w"), %arg2: tensor<16xf32> loc("state.params[1].b"), %arg3: tensor<16x10xf32> loc("state.params[2].w"), %arg4: tensor<10xf32> loc("state.params[2].b"), %arg5: tensor<16xf32> loc("state.optimizer[0][0].mu[0].b"), %arg6: tensor<16x16xf32> loc("state.optimizer[0][0].mu[1].w"), %arg7: tensor<16xf32> loc("state.optimizer[0][0].mu[1].b"), %arg8: tensor<16x10xf32> loc("state.optimizer[0][0].mu[2].w"), %arg9: tensor<10xf32> loc("state.optimizer[0][0].mu[2].b"), %arg10: tensor<16xf32> loc("state.optimizer[0][0].nu[0].b"), %arg11: tensor<16x16xf32> loc("state.optimizer[0][0].nu[1].w"), %arg12: tensor<16xf32> loc("state.optimizer[0][0].nu[1].b"), %arg13: tensor<16x10xf32> loc("state.optimizer[0][0].nu[2].w"), %arg14: tensor<10xf32> loc("state.optimizer[0][0].nu[2].b"), %arg15: tensor<2x16xf32> loc("dot_general.0"), %arg16: tensor<2xi32> loc("labels"), %arg17: tensor<f32> loc("state.optimizer[0][0].muWeight"), %arg18: tensor<f32> loc("state.optimizer[0][0].nuWeight"), %arg19: tensor<f32> loc("state.optimizer[1].share")) -> (tensor<16xf32> {jax.result_info = "state.params[0].b"}, tensor<16x16xf32> {jax.result_info = "state.params[1].w"}, tensor<16xf32> {jax.result_info = "state.params[1].b"}, tensor<16x10xf32> {jax.result_info = "state.params[2].w"}, tensor<10xf32> {jax.result_info = "state.params[2].b"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].mu[0].b"}, tensor<16x16xf32> {jax.result_info = "state.optimizer[0][0].mu[1].w"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].mu[1].b"}, tensor<16x10xf32> {jax.result_info = "state.optimizer[0][0].mu[2].w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0][0].mu[2].b"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].nu[0].b"}, tensor<16x16xf32> {jax.result_info = "state.optimizer[0][0].nu[1].w"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].nu[1].b"}, tensor<16x10xf32> {jax.result_info = "state.optimizer[0][0].nu[2].w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0][0].nu[2].b"}, tensor<f32> {jax.result_info = "state.optimizer[0][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[0][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init1 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %0 = stablehlo.broadcast_in_dim %arg0, dims = [1] : (tensor<16xf32>) -> tensor<2x16xf32>
    %1 = stablehlo.add %arg15, %0 : tensor<2x16xf32>
    %2 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %3 = stablehlo.maximum %1, %2 : tensor<2x16xf32>
    %4 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %5 = stablehlo.compare LT, %1, %4 : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xi1>
    %6 = stablehlo.dot_general %3, %arg1, contracting_dims = [1] x [0] : (tensor<2x16xf32>, tensor<16x16xf32>) -> tensor<2x16xf32>
    %7 = stablehlo.broadcast_in_dim %arg2, dims = [1] : (tensor<16xf32>) -> tensor<2x16xf32>
    %8 = stablehlo.add %6, %7 : tensor<2x16xf32>
    %9 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %10 = stablehlo.maximum %8, %9 : tensor<2x16xf32>
    %11 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %12 = stablehlo.compare LT, %8, %11 : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xi1>
    %13 = stablehlo.dot_general %10, %arg3, contracting_dims = [1] x [0] : (tensor<2x16xf32>, tensor<16x10xf32>) -> tensor<2x10xf32>
    %14 = stablehlo.broadcast_in_dim %arg4, dims = [1] : (tensor<10xf32>) -> tensor<2x10xf32>
    %15 = stablehlo.add %13, %14 : tensor<2x10xf32>
    %16 = stablehlo.reduce(%15 init: %init0) applies stablehlo.maximum across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %17 = stablehlo.broadcast_in_dim %16, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %18 = stablehlo.subtract %15, %17 : tensor<2x10xf32>
    %19 = stablehlo.exponential %18 : tensor<2x10xf32>
    %20 = stablehlo.reduce(%19 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %21 = stablehlo.log %20 : tensor<2xf32>
    %22 = stablehlo.broadcast_in_dim %21, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %23 = stablehlo.subtract %18, %22 : tensor<2x10xf32>
    %24 = stablehlo.broadcast_in_dim %arg16, dims = [0] : (tensor<2xi32>) -> tensor<2x10xi32>
    %25 = stablehlo.iota dim = 0 : tensor<10xi32>
    %26 = stablehlo.broadcast_in_dim %25, dims = [1] : (tensor<10xi32>) -> tensor<2x10xi32>
    %27 = stablehlo.compare EQ, %24, %26 : (tensor<2x10xi32>, tensor<2x10xi32>) -> tensor<2x10xi1>
    %28 = stablehlo.convert %27 : (tensor<2x10xi1>) -> tensor<2x10xf32>
    %29 = stablehlo.multiply %23, %28 : tensor<2x10xf32>
    %30 = stablehlo.reduce(%29 init: %init1) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<f32>
    %31 = stablehlo.constant dense<-2.5e-1> : tensor<2x10xf32>
    %32 = stablehlo.multiply %31, %28 : tensor<2x10xf32>
    %33 = stablehlo.reduce(%32 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %34 = stablehlo.negate %33 : tensor<2xf32>
    %35 = stablehlo.divide %34, %20 : tensor<2xf32>
    %36 = stablehlo.broadcast_in_dim %35, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %37 = stablehlo.multiply %19, %36 : tensor<2x10xf32>
    %38 = stablehlo.add %32, %37 : tensor<2x10xf32>
    %39 = stablehlo.reduce(%38 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<2x10xf32>, tensor<f32>) -> tensor<10xf32>
    %40 = stablehlo.dot_general %38, %arg3, contracting_dims = [1] x [1] : (tensor<2x10xf32>, tensor<16x10xf32>) -> tensor<2x16xf32>
    %41 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %42 = stablehlo.select %12, %41, %40 : tensor<2x16xi1>, tensor<2x16xf32>
    %43 = stablehlo.reduce(%42 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<2x16xf32>, tensor<f32>) -> tensor<16xf32>
    %44 = stablehlo.dot_general %42, %arg1, contracting_dims = [1] x [1] : (tensor<2x16xf32>, tensor<16x16xf32>) -> tensor<2x16xf32>
    %45 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %46 = stablehlo.select %5, %45, %44 : tensor<2x16xi1>, tensor<2x16xf32>
    %47 = stablehlo.reduce(%46 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<2x16xf32>, tensor<f32>) -> tensor<16xf32>
    %48 = stablehlo.dot_general %3, %42, contracting_dims = [0] x [0] : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<16x16xf32>
    %49 = stablehlo.dot_general %10, %38, contracting_dims = [0] x [0] : (tensor<2x16xf32>, tensor<2x10xf32>) -> tensor<16x10xf32>
    %50 = stablehlo.constant dense<2.5e-1> : tensor<f32>
    %51 = stablehlo.multiply %30, %50 : tensor<f32>
    %52 = stablehlo.negate %51 : tensor<f32>
    %53 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16xf32>
    %54 = stablehlo.multiply %arg5, %53 : tensor<16xf32>
    %55 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16xf32>
    %56 = stablehlo.multiply %47, %55 : tensor<16xf32>
    %57 = stablehlo.add %54, %56 : tensor<16xf32>
    %58 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16x16xf32>
    %59 = stablehlo.multiply %arg6, %58 : tensor<16x16xf32>
    %60 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16x16xf32>
    %61 = stablehlo.multiply %48, %60 : tensor<16x16xf32>
    %62 = stablehlo.add %59, %61 : tensor<16x16xf32>
    %63 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16xf32>
    %64 = stablehlo.multiply %arg7, %63 : tensor<16xf32>
    %65 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16xf32>
    %66 = stablehlo.multiply %43, %65 : tensor<16xf32>
    %67 = stablehlo.add %64, %66 : tensor<16xf32>
    %68 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16x10xf32>
    %69 = stablehlo.multiply %arg8, %68 : tensor<16x10xf32>
    %70 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16x10xf32>
    %71 = stablehlo.multiply %49, %70 : tensor<16x10xf32>
    %72 = stablehlo.add %69, %71 : tensor<16x10xf32>
    %73 = stablehlo.constant dense<8.999999761581421e-1> : tensor<10xf32>
    %74 = stablehlo.multiply %arg9, %73 : tensor<10xf32>
    %75 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<10xf32>
    %76 = stablehlo.multiply %39, %75 : tensor<10xf32>
    %77 = stablehlo.add %74, %76 : tensor<10xf32>
    %78 = stablehlo.multiply %47, %47 : tensor<16xf32>
    %79 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16xf32>
    %80 = stablehlo.multiply %arg10, %79 : tensor<16xf32>
    %81 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16xf32>
    %82 = stablehlo.multiply %78, %81 : tensor<16xf32>
    %83 = stablehlo.add %80, %82 : tensor<16xf32>
    %84 = stablehlo.multiply %48, %48 : tensor<16x16xf32>
    %85 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16x16xf32>
    %86 = stablehlo.multiply %arg11, %85 : tensor<16x16xf32>
    %87 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16x16xf32>
    %88 = stablehlo.multiply %84, %87 : tensor<16x16xf32>
    %89 = stablehlo.add %86, %88 : tensor<16x16xf32>
    %90 = stablehlo.multiply %43, %43 : tensor<16xf32>
    %91 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16xf32>
    %92 = stablehlo.multiply %arg12, %91 : tensor<16xf32>
    %93 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16xf32>
    %94 = stablehlo.multiply %90, %93 : tensor<16xf32>
    %95 = stablehlo.add %92, %94 : tensor<16xf32>
    %96 = stablehlo.multiply %49, %49 : tensor<16x10xf32>
    %97 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16x10xf32>
    %98 = stablehlo.multiply %arg13, %97 : tensor<16x10xf32>
    %99 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16x10xf32>
    %100 = stablehlo.multiply %96, %99 : tensor<16x10xf32>
    %101 = stablehlo.add %98, %100 : tensor<16x10xf32>
    %102 = stablehlo.multiply %39, %39 : tensor<10xf32>
    %103 = stablehlo.constant dense<9.990000128746033e-1> : tensor<10xf32>
    %104 = stablehlo.multiply %arg14, %103 : tensor<10xf32>
    %105 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<10xf32>
    %106 = stablehlo.multiply %102, %105 : tensor<10xf32>
    %107 = stablehlo.add %104, %106 : tensor<10xf32>
    %108 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %109 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %110 = stablehlo.multiply %arg17, %109 : tensor<f32>
    %111 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %112 = stablehlo.add %110, %111 : tensor<f32>
    %113 = stablehlo.divide %108, %112 : tensor<f32>
    %114 = stablehlo.broadcast_in_dim %113, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %115 = stablehlo.multiply %57, %114 : tensor<16xf32>
    %116 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %117 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %118 = stablehlo.multiply %arg18, %117 : tensor<f32>
    %119 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %120 = stablehlo.add %118, %119 : tensor<f32>
    %121 = stablehlo.divide %116, %120 : tensor<f32>
    %122 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %123 = stablehlo.multiply %83, %122 : tensor<16xf32>
    %124 = stablehlo.sqrt %123 : tensor<16xf32>
    %125 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16xf32>
    %126 = stablehlo.add %124, %125 : tensor<16xf32>
    %127 = stablehlo.divide %115, %126 : tensor<16xf32>
    %128 = stablehlo.broadcast_in_dim %113, dims = [] : (tensor<f32>) -> tensor<16x16xf32>
    %129 = stablehlo.multiply %62, %128 : tensor<16x16xf32>
    %130 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<16x16xf32>
    %131 = stablehlo.multiply %89, %130 : tensor<16x16xf32>
    %132 = stablehlo.sqrt %131 : tensor<16x16xf32>
    %133 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16x16xf32>
    %134 = stablehlo.add %132, %133 : tensor<16x16xf32>
    %135 = stablehlo.divide %129, %134 : tensor<16x16xf32>
    %136 = stablehlo.broadcast_in_dim %113, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %137 = stablehlo.multiply %67, %136 : tensor<16xf32>
    %138 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %139 = stablehlo.multiply %95, %138 : tensor<16xf32>
    %140 = stablehlo.sqrt %139 : tensor<16xf32>
    %141 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16xf32>
    %142 = stablehlo.add %140, %141 : tensor<16xf32>
    %143 = stablehlo.divide %137, %142 : tensor<16xf32>
    %144 = stablehlo.broadcast_in_dim %113, dims = [] : (tensor<f32>) -> tensor<16x10xf32>
    %145 = stablehlo.multiply %72, %144 : tensor<16x10xf32>
    %146 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<16x10xf32>
    %147 = stablehlo.multiply %101, %146 : tensor<16x10xf32>
    %148 = stablehlo.sqrt %147 : tensor<16x10xf32>
    %149 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16x10xf32>
    %150 = stablehlo.add %148, %149 : tensor<16x10xf32>
    %151 = stablehlo.divide %145, %150 : tensor<16x10xf32>
    %152 = stablehlo.broadcast_in_dim %113, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %153 = stablehlo.multiply %77, %152 : tensor<10xf32>
    %154 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %155 = stablehlo.multiply %107, %154 : tensor<10xf32>
    %156 = stablehlo.sqrt %155 : tensor<10xf32>
    %157 = stablehlo.constant dense<9.99999993922529e-9> : tensor<10xf32>
    %158 = stablehlo.add %156, %157 : tensor<10xf32>
    %159 = stablehlo.divide %153, %158 : tensor<10xf32>
    %160 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16xf32>
    %161 = stablehlo.multiply %127, %160 : tensor<16xf32>
    %162 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16x16xf32>
    %163 = stablehlo.multiply %135, %162 : tensor<16x16xf32>
    %164 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16xf32>
    %165 = stablehlo.multiply %143, %164 : tensor<16xf32>
    %166 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16x10xf32>
    %167 = stablehlo.multiply %151, %166 : tensor<16x10xf32>
    %168 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<10xf32>
    %169 = stablehlo.multiply %159, %168 : tensor<10xf32>
    %170 = stablehlo.constant dense<4.999999888241291e-3> : tensor<f32>
    %171 = stablehlo.add %arg19, %170 : tensor<f32>
    %172 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %173 = stablehlo.minimum %171, %172 : tensor<f32>
    %174 = stablehlo.broadcast_in_dim %173, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %175 = stablehlo.multiply %161, %174 : tensor<16xf32>
    %176 = stablehlo.broadcast_in_dim %173, dims = [] : (tensor<f32>) -> tensor<16x16xf32>
    %177 = stablehlo.multiply %163, %176 : tensor<16x16xf32>
    %178 = stablehlo.broadcast_in_dim %173, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %179 = stablehlo.multiply %165, %178 : tensor<16xf32>
    %180 = stablehlo.broadcast_in_dim %173, dims = [] : (tensor<f32>) -> tensor<16x10xf32>
    %181 = stablehlo.multiply %167, %180 : tensor<16x10xf32>
    %182 = stablehlo.broadcast_in_dim %173, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %183 = stablehlo.multiply %169, %182 : tensor<10xf32>
    %184 = stablehlo.add %arg0, %175 : tensor<16xf32>
    %185 = stablehlo.add %arg1, %177 : tensor<16x16xf32>
    %186 = stablehlo.add %arg2, %179 : tensor<16xf32>
    %187 = stablehlo.add %arg3, %181 : tensor<16x10xf32>
    %188 = stablehlo.add %arg4, %183 : tensor<10xf32>
    return %184, %185, %186, %187, %188, %57, %62, %67, %72, %77, %83, %89, %95, %101, %107, %112, %120, %173, %52 : tensor<16xf32>, tensor<16x16xf32>, tensor<16xf32>, tensor<16x10xf32>, tensor<10xf32>, tensor<16xf32>, tensor<16x16xf32>, tensor<16xf32>, tensor<16x10xf32>, tensor<10xf32>, tensor<16xf32>, tensor<16x16xf32>, tensor<16xf32>, tensor<16x10xf32>, tensor<10xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
