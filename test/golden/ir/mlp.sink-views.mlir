module @trainStep {
  func.func public @main(%arg0: tensor<784x16xf32> loc("state.params[0].w"), %arg1: tensor<16xf32> loc("state.params[0].b"), %arg2: tensor<16x16xf32> loc("state.params[1].w"), %arg3: tensor<16xf32> loc("state.params[1].b"), %arg4: tensor<16x10xf32> loc("state.params[2].w"), %arg5: tensor<10xf32> loc("state.params[2].b"), %arg6: tensor<784x16xf32> loc("state.optimizer[0][0].mu[0].w"), %arg7: tensor<16xf32> loc("state.optimizer[0][0].mu[0].b"), %arg8: tensor<16x16xf32> loc("state.optimizer[0][0].mu[1].w"), %arg9: tensor<16xf32> loc("state.optimizer[0][0].mu[1].b"), %arg10: tensor<16x10xf32> loc("state.optimizer[0][0].mu[2].w"), %arg11: tensor<10xf32> loc("state.optimizer[0][0].mu[2].b"), %arg12: tensor<784x16xf32> loc("state.optimizer[0][0].nu[0].w"), %arg13: tensor<16xf32> loc("state.optimizer[0][0].nu[0].b"), %arg14: tensor<16x16xf32> loc("state.optimizer[0][0].nu[1].w"), %arg15: tensor<16xf32> loc("state.optimizer[0][0].nu[1].b"), %arg16: tensor<16x10xf32> loc("state.optimizer[0][0].nu[2].w"), %arg17: tensor<10xf32> loc("state.optimizer[0][0].nu[2].b"), %arg18: tensor<f32> loc("state.optimizer[0][0].muWeight"), %arg19: tensor<f32> loc("state.optimizer[0][0].nuWeight"), %arg20: tensor<f32> loc("state.optimizer[1].share"), %arg21: tensor<4x784xf32> loc("images"), %arg22: tensor<4xi32> loc("labels")) -> (tensor<784x16xf32> {jax.result_info = "state.params[0].w"}, tensor<16xf32> {jax.result_info = "state.params[0].b"}, tensor<16x16xf32> {jax.result_info = "state.params[1].w"}, tensor<16xf32> {jax.result_info = "state.params[1].b"}, tensor<16x10xf32> {jax.result_info = "state.params[2].w"}, tensor<10xf32> {jax.result_info = "state.params[2].b"}, tensor<784x16xf32> {jax.result_info = "state.optimizer[0][0].mu[0].w"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].mu[0].b"}, tensor<16x16xf32> {jax.result_info = "state.optimizer[0][0].mu[1].w"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].mu[1].b"}, tensor<16x10xf32> {jax.result_info = "state.optimizer[0][0].mu[2].w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0][0].mu[2].b"}, tensor<784x16xf32> {jax.result_info = "state.optimizer[0][0].nu[0].w"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].nu[0].b"}, tensor<16x16xf32> {jax.result_info = "state.optimizer[0][0].nu[1].w"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].nu[1].b"}, tensor<16x10xf32> {jax.result_info = "state.optimizer[0][0].nu[2].w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0][0].nu[2].b"}, tensor<f32> {jax.result_info = "state.optimizer[0][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[0][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init1 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %0 = stablehlo.iota dim = 0 : tensor<10xi32>
    %1 = stablehlo.dot_general %arg21, %arg0, contracting_dims = [1] x [0] : (tensor<4x784xf32>, tensor<784x16xf32>) -> tensor<4x16xf32>
    %2 = stablehlo.broadcast_in_dim %arg1, dims = [1] : (tensor<16xf32>) -> tensor<4x16xf32>
    %3 = stablehlo.add %1, %2 : tensor<4x16xf32>
    %4 = stablehlo.constant dense<0.0e+0> : tensor<4x16xf32>
    %5 = stablehlo.maximum %3, %4 : tensor<4x16xf32>
    %6 = stablehlo.compare LT, %3, %4 : (tensor<4x16xf32>, tensor<4x16xf32>) -> tensor<4x16xi1>
    %7 = stablehlo.dot_general %5, %arg2, contracting_dims = [1] x [0] : (tensor<4x16xf32>, tensor<16x16xf32>) -> tensor<4x16xf32>
    %8 = stablehlo.broadcast_in_dim %arg3, dims = [1] : (tensor<16xf32>) -> tensor<4x16xf32>
    %9 = stablehlo.add %7, %8 : tensor<4x16xf32>
    %10 = stablehlo.maximum %9, %4 : tensor<4x16xf32>
    %11 = stablehlo.compare LT, %9, %4 : (tensor<4x16xf32>, tensor<4x16xf32>) -> tensor<4x16xi1>
    %12 = stablehlo.dot_general %10, %arg4, contracting_dims = [1] x [0] : (tensor<4x16xf32>, tensor<16x10xf32>) -> tensor<4x10xf32>
    %13 = stablehlo.broadcast_in_dim %arg5, dims = [1] : (tensor<10xf32>) -> tensor<4x10xf32>
    %14 = stablehlo.add %12, %13 : tensor<4x10xf32>
    %15 = stablehlo.reduce(%14 init: %init0) applies stablehlo.maximum across dimensions = [1] : (tensor<4x10xf32>, tensor<f32>) -> tensor<4xf32>
    %16 = stablehlo.broadcast_in_dim %15, dims = [0] : (tensor<4xf32>) -> tensor<4x10xf32>
    %17 = stablehlo.subtract %14, %16 : tensor<4x10xf32>
    %18 = stablehlo.exponential %17 : tensor<4x10xf32>
    %19 = stablehlo.reduce(%18 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<4x10xf32>, tensor<f32>) -> tensor<4xf32>
    %20 = stablehlo.log %19 : tensor<4xf32>
    %21 = stablehlo.broadcast_in_dim %20, dims = [0] : (tensor<4xf32>) -> tensor<4x10xf32>
    %22 = stablehlo.subtract %17, %21 : tensor<4x10xf32>
    %23 = stablehlo.broadcast_in_dim %arg22, dims = [0] : (tensor<4xi32>) -> tensor<4x10xi32>
    %24 = stablehlo.broadcast_in_dim %0, dims = [1] : (tensor<10xi32>) -> tensor<4x10xi32>
    %25 = stablehlo.compare EQ, %23, %24 : (tensor<4x10xi32>, tensor<4x10xi32>) -> tensor<4x10xi1>
    %26 = stablehlo.convert %25 : (tensor<4x10xi1>) -> tensor<4x10xf32>
    %27 = stablehlo.multiply %22, %26 : tensor<4x10xf32>
    %28 = stablehlo.reduce(%27 init: %init1) applies stablehlo.add across dimensions = [0, 1] : (tensor<4x10xf32>, tensor<f32>) -> tensor<f32>
    %29 = stablehlo.constant dense<2.5e-1> : tensor<f32>
    %30 = stablehlo.multiply %28, %29 : tensor<f32>
    %31 = stablehlo.negate %30 : tensor<f32>
    %32 = stablehlo.constant dense<-2.5e-1> : tensor<4x10xf32>
    %33 = stablehlo.multiply %32, %26 : tensor<4x10xf32>
    %34 = stablehlo.reduce(%33 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<4x10xf32>, tensor<f32>) -> tensor<4xf32>
    %35 = stablehlo.negate %34 : tensor<4xf32>
    %36 = stablehlo.divide %35, %19 : tensor<4xf32>
    %37 = stablehlo.broadcast_in_dim %36, dims = [0] : (tensor<4xf32>) -> tensor<4x10xf32>
    %38 = stablehlo.multiply %18, %37 : tensor<4x10xf32>
    %39 = stablehlo.add %33, %38 : tensor<4x10xf32>
    %40 = stablehlo.reduce(%39 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<4x10xf32>, tensor<f32>) -> tensor<10xf32>
    %41 = stablehlo.dot_general %39, %arg4, contracting_dims = [1] x [1] : (tensor<4x10xf32>, tensor<16x10xf32>) -> tensor<4x16xf32>
    %42 = stablehlo.select %11, %4, %41 : tensor<4x16xi1>, tensor<4x16xf32>
    %43 = stablehlo.reduce(%42 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<4x16xf32>, tensor<f32>) -> tensor<16xf32>
    %44 = stablehlo.dot_general %42, %arg2, contracting_dims = [1] x [1] : (tensor<4x16xf32>, tensor<16x16xf32>) -> tensor<4x16xf32>
    %45 = stablehlo.select %6, %4, %44 : tensor<4x16xi1>, tensor<4x16xf32>
    %46 = stablehlo.reduce(%45 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<4x16xf32>, tensor<f32>) -> tensor<16xf32>
    %47 = stablehlo.dot_general %arg21, %45, contracting_dims = [0] x [0] : (tensor<4x784xf32>, tensor<4x16xf32>) -> tensor<784x16xf32>
    %48 = stablehlo.dot_general %5, %42, contracting_dims = [0] x [0] : (tensor<4x16xf32>, tensor<4x16xf32>) -> tensor<16x16xf32>
    %49 = stablehlo.dot_general %10, %39, contracting_dims = [0] x [0] : (tensor<4x16xf32>, tensor<4x10xf32>) -> tensor<16x10xf32>
    %50 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %51 = stablehlo.constant dense<8.999999761581421e-1> : tensor<784x16xf32>
    %52 = stablehlo.multiply %arg6, %51 : tensor<784x16xf32>
    %53 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %54 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<784x16xf32>
    %55 = stablehlo.multiply %47, %54 : tensor<784x16xf32>
    %56 = stablehlo.add %52, %55 : tensor<784x16xf32>
    %57 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16xf32>
    %58 = stablehlo.multiply %arg7, %57 : tensor<16xf32>
    %59 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16xf32>
    %60 = stablehlo.multiply %46, %59 : tensor<16xf32>
    %61 = stablehlo.add %58, %60 : tensor<16xf32>
    %62 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16x16xf32>
    %63 = stablehlo.multiply %arg8, %62 : tensor<16x16xf32>
    %64 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16x16xf32>
    %65 = stablehlo.multiply %48, %64 : tensor<16x16xf32>
    %66 = stablehlo.add %63, %65 : tensor<16x16xf32>
    %67 = stablehlo.multiply %arg9, %57 : tensor<16xf32>
    %68 = stablehlo.multiply %43, %59 : tensor<16xf32>
    %69 = stablehlo.add %67, %68 : tensor<16xf32>
    %70 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16x10xf32>
    %71 = stablehlo.multiply %arg10, %70 : tensor<16x10xf32>
    %72 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16x10xf32>
    %73 = stablehlo.multiply %49, %72 : tensor<16x10xf32>
    %74 = stablehlo.add %71, %73 : tensor<16x10xf32>
    %75 = stablehlo.constant dense<8.999999761581421e-1> : tensor<10xf32>
    %76 = stablehlo.multiply %arg11, %75 : tensor<10xf32>
    %77 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<10xf32>
    %78 = stablehlo.multiply %40, %77 : tensor<10xf32>
    %79 = stablehlo.add %76, %78 : tensor<10xf32>
    %80 = stablehlo.multiply %47, %47 : tensor<784x16xf32>
    %81 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %82 = stablehlo.constant dense<9.990000128746033e-1> : tensor<784x16xf32>
    %83 = stablehlo.multiply %arg12, %82 : tensor<784x16xf32>
    %84 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %85 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<784x16xf32>
    %86 = stablehlo.multiply %80, %85 : tensor<784x16xf32>
    %87 = stablehlo.add %83, %86 : tensor<784x16xf32>
    %88 = stablehlo.multiply %46, %46 : tensor<16xf32>
    %89 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16xf32>
    %90 = stablehlo.multiply %arg13, %89 : tensor<16xf32>
    %91 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16xf32>
    %92 = stablehlo.multiply %88, %91 : tensor<16xf32>
    %93 = stablehlo.add %90, %92 : tensor<16xf32>
    %94 = stablehlo.multiply %48, %48 : tensor<16x16xf32>
    %95 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16x16xf32>
    %96 = stablehlo.multiply %arg14, %95 : tensor<16x16xf32>
    %97 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16x16xf32>
    %98 = stablehlo.multiply %94, %97 : tensor<16x16xf32>
    %99 = stablehlo.add %96, %98 : tensor<16x16xf32>
    %100 = stablehlo.multiply %43, %43 : tensor<16xf32>
    %101 = stablehlo.multiply %arg15, %89 : tensor<16xf32>
    %102 = stablehlo.multiply %100, %91 : tensor<16xf32>
    %103 = stablehlo.add %101, %102 : tensor<16xf32>
    %104 = stablehlo.multiply %49, %49 : tensor<16x10xf32>
    %105 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16x10xf32>
    %106 = stablehlo.multiply %arg16, %105 : tensor<16x10xf32>
    %107 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16x10xf32>
    %108 = stablehlo.multiply %104, %107 : tensor<16x10xf32>
    %109 = stablehlo.add %106, %108 : tensor<16x10xf32>
    %110 = stablehlo.multiply %40, %40 : tensor<10xf32>
    %111 = stablehlo.constant dense<9.990000128746033e-1> : tensor<10xf32>
    %112 = stablehlo.multiply %arg17, %111 : tensor<10xf32>
    %113 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<10xf32>
    %114 = stablehlo.multiply %110, %113 : tensor<10xf32>
    %115 = stablehlo.add %112, %114 : tensor<10xf32>
    %116 = stablehlo.multiply %arg18, %50 : tensor<f32>
    %117 = stablehlo.add %116, %53 : tensor<f32>
    %118 = stablehlo.multiply %arg19, %81 : tensor<f32>
    %119 = stablehlo.add %118, %84 : tensor<f32>
    %120 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %121 = stablehlo.divide %120, %117 : tensor<f32>
    %122 = stablehlo.divide %120, %119 : tensor<f32>
    %123 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<784x16xf32>
    %124 = stablehlo.multiply %56, %123 : tensor<784x16xf32>
    %125 = stablehlo.broadcast_in_dim %122, dims = [] : (tensor<f32>) -> tensor<784x16xf32>
    %126 = stablehlo.multiply %87, %125 : tensor<784x16xf32>
    %127 = stablehlo.sqrt %126 : tensor<784x16xf32>
    %128 = stablehlo.constant dense<9.99999993922529e-9> : tensor<784x16xf32>
    %129 = stablehlo.add %127, %128 : tensor<784x16xf32>
    %130 = stablehlo.divide %124, %129 : tensor<784x16xf32>
    %131 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %132 = stablehlo.multiply %61, %131 : tensor<16xf32>
    %133 = stablehlo.broadcast_in_dim %122, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %134 = stablehlo.multiply %93, %133 : tensor<16xf32>
    %135 = stablehlo.sqrt %134 : tensor<16xf32>
    %136 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16xf32>
    %137 = stablehlo.add %135, %136 : tensor<16xf32>
    %138 = stablehlo.divide %132, %137 : tensor<16xf32>
    %139 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<16x16xf32>
    %140 = stablehlo.multiply %66, %139 : tensor<16x16xf32>
    %141 = stablehlo.broadcast_in_dim %122, dims = [] : (tensor<f32>) -> tensor<16x16xf32>
    %142 = stablehlo.multiply %99, %141 : tensor<16x16xf32>
    %143 = stablehlo.sqrt %142 : tensor<16x16xf32>
    %144 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16x16xf32>
    %145 = stablehlo.add %143, %144 : tensor<16x16xf32>
    %146 = stablehlo.divide %140, %145 : tensor<16x16xf32>
    %147 = stablehlo.multiply %69, %131 : tensor<16xf32>
    %148 = stablehlo.multiply %103, %133 : tensor<16xf32>
    %149 = stablehlo.sqrt %148 : tensor<16xf32>
    %150 = stablehlo.add %149, %136 : tensor<16xf32>
    %151 = stablehlo.divide %147, %150 : tensor<16xf32>
    %152 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<16x10xf32>
    %153 = stablehlo.multiply %74, %152 : tensor<16x10xf32>
    %154 = stablehlo.broadcast_in_dim %122, dims = [] : (tensor<f32>) -> tensor<16x10xf32>
    %155 = stablehlo.multiply %109, %154 : tensor<16x10xf32>
    %156 = stablehlo.sqrt %155 : tensor<16x10xf32>
    %157 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16x10xf32>
    %158 = stablehlo.add %156, %157 : tensor<16x10xf32>
    %159 = stablehlo.divide %153, %158 : tensor<16x10xf32>
    %160 = stablehlo.broadcast_in_dim %121, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %161 = stablehlo.multiply %79, %160 : tensor<10xf32>
    %162 = stablehlo.broadcast_in_dim %122, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %163 = stablehlo.multiply %115, %162 : tensor<10xf32>
    %164 = stablehlo.sqrt %163 : tensor<10xf32>
    %165 = stablehlo.constant dense<9.99999993922529e-9> : tensor<10xf32>
    %166 = stablehlo.add %164, %165 : tensor<10xf32>
    %167 = stablehlo.divide %161, %166 : tensor<10xf32>
    %168 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<784x16xf32>
    %169 = stablehlo.multiply %130, %168 : tensor<784x16xf32>
    %170 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16xf32>
    %171 = stablehlo.multiply %138, %170 : tensor<16xf32>
    %172 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16x16xf32>
    %173 = stablehlo.multiply %146, %172 : tensor<16x16xf32>
    %174 = stablehlo.multiply %151, %170 : tensor<16xf32>
    %175 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16x10xf32>
    %176 = stablehlo.multiply %159, %175 : tensor<16x10xf32>
    %177 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<10xf32>
    %178 = stablehlo.multiply %167, %177 : tensor<10xf32>
    %179 = stablehlo.constant dense<4.999999888241291e-3> : tensor<f32>
    %180 = stablehlo.add %arg20, %179 : tensor<f32>
    %181 = stablehlo.minimum %180, %120 : tensor<f32>
    %182 = stablehlo.broadcast_in_dim %181, dims = [] : (tensor<f32>) -> tensor<784x16xf32>
    %183 = stablehlo.multiply %169, %182 : tensor<784x16xf32>
    %184 = stablehlo.broadcast_in_dim %181, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %185 = stablehlo.multiply %171, %184 : tensor<16xf32>
    %186 = stablehlo.broadcast_in_dim %181, dims = [] : (tensor<f32>) -> tensor<16x16xf32>
    %187 = stablehlo.multiply %173, %186 : tensor<16x16xf32>
    %188 = stablehlo.multiply %174, %184 : tensor<16xf32>
    %189 = stablehlo.broadcast_in_dim %181, dims = [] : (tensor<f32>) -> tensor<16x10xf32>
    %190 = stablehlo.multiply %176, %189 : tensor<16x10xf32>
    %191 = stablehlo.broadcast_in_dim %181, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %192 = stablehlo.multiply %178, %191 : tensor<10xf32>
    %193 = stablehlo.add %arg0, %183 : tensor<784x16xf32>
    %194 = stablehlo.add %arg1, %185 : tensor<16xf32>
    %195 = stablehlo.add %arg2, %187 : tensor<16x16xf32>
    %196 = stablehlo.add %arg3, %188 : tensor<16xf32>
    %197 = stablehlo.add %arg4, %190 : tensor<16x10xf32>
    %198 = stablehlo.add %arg5, %192 : tensor<10xf32>
    return %193, %194, %195, %196, %197, %198, %56, %61, %66, %69, %74, %79, %87, %93, %99, %103, %109, %115, %117, %119, %181, %31 : tensor<784x16xf32>, tensor<16xf32>, tensor<16x16xf32>, tensor<16xf32>, tensor<16x10xf32>, tensor<10xf32>, tensor<784x16xf32>, tensor<16xf32>, tensor<16x16xf32>, tensor<16xf32>, tensor<16x10xf32>, tensor<10xf32>, tensor<784x16xf32>, tensor<16xf32>, tensor<16x16xf32>, tensor<16xf32>, tensor<16x10xf32>, tensor<10xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
