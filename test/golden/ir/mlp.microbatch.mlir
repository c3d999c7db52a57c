module @trainStep {
  func.func public @main(%arg0: tensor<784x16xf32> loc("state.params[0].w"), %arg1: tensor<16xf32> loc("state.params[0].b"), %arg2: tensor<16x16xf32> loc("state.params[1].w"), %arg3: tensor<16xf32> loc("state.params[1].b"), %arg4: tensor<16x10xf32> loc("state.params[2].w"), %arg5: tensor<10xf32> loc("state.params[2].b"), %arg6: tensor<784x16xf32> loc("state.optimizer[0][0].mu[0].w"), %arg7: tensor<16xf32> loc("state.optimizer[0][0].mu[0].b"), %arg8: tensor<16x16xf32> loc("state.optimizer[0][0].mu[1].w"), %arg9: tensor<16xf32> loc("state.optimizer[0][0].mu[1].b"), %arg10: tensor<16x10xf32> loc("state.optimizer[0][0].mu[2].w"), %arg11: tensor<10xf32> loc("state.optimizer[0][0].mu[2].b"), %arg12: tensor<784x16xf32> loc("state.optimizer[0][0].nu[0].w"), %arg13: tensor<16xf32> loc("state.optimizer[0][0].nu[0].b"), %arg14: tensor<16x16xf32> loc("state.optimizer[0][0].nu[1].w"), %arg15: tensor<16xf32> loc("state.optimizer[0][0].nu[1].b"), %arg16: tensor<16x10xf32> loc("state.optimizer[0][0].nu[2].w"), %arg17: tensor<10xf32> loc("state.optimizer[0][0].nu[2].b"), %arg18: tensor<f32> loc("state.optimizer[0][0].muWeight"), %arg19: tensor<f32> loc("state.optimizer[0][0].nuWeight"), %arg20: tensor<f32> loc("state.optimizer[1].share"), %arg21: tensor<2x784xf32> loc("images"), %arg22: tensor<2xi32> loc("labels")) -> (tensor<784x16xf32> {jax.result_info = "state.params[0].w"}, tensor<16xf32> {jax.result_info = "state.params[0].b"}, tensor<16x16xf32> {jax.result_info = "state.params[1].w"}, tensor<16xf32> {jax.result_info = "state.params[1].b"}, tensor<16x10xf32> {jax.result_info = "state.params[2].w"}, tensor<10xf32> {jax.result_info = "state.params[2].b"}, tensor<784x16xf32> {jax.result_info = "state.optimizer[0][0].mu[0].w"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].mu[0].b"}, tensor<16x16xf32> {jax.result_info = "state.optimizer[0][0].mu[1].w"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].mu[1].b"}, tensor<16x10xf32> {jax.result_info = "state.optimizer[0][0].mu[2].w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0][0].mu[2].b"}, tensor<784x16xf32> {jax.result_info = "state.optimizer[0][0].nu[0].w"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].nu[0].b"}, tensor<16x16xf32> {jax.result_info = "state.optimizer[0][0].nu[1].w"}, tensor<16xf32> {jax.result_info = "state.optimizer[0][0].nu[1].b"}, tensor<16x10xf32> {jax.result_info = "state.optimizer[0][0].nu[2].w"}, tensor<10xf32> {jax.result_info = "state.optimizer[0][0].nu[2].b"}, tensor<f32> {jax.result_info = "state.optimizer[0][0].muWeight"}, tensor<f32> {jax.result_info = "state.optimizer[0][0].nuWeight"}, tensor<f32> {jax.result_info = "state.optimizer[1].share"}, tensor<f32> {jax.result_info = "loss"}) {
    %init0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
    %init1 = stablehlo.constant dense<0.0e+0> : tensor<f32>
    %0 = stablehlo.dot_general %arg21, %arg0, contracting_dims = [1] x [0] : (tensor<2x784xf32>, tensor<784x16xf32>) -> tensor<2x16xf32>
    %1 = stablehlo.broadcast_in_dim %arg1, dims = [1] : (tensor<16xf32>) -> tensor<2x16xf32>
    %2 = stablehlo.add %0, %1 : tensor<2x16xf32>
    %3 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %4 = stablehlo.maximum %2, %3 : tensor<2x16xf32>
    %5 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %6 = stablehlo.compare LT, %2, %5 : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xi1>
    %7 = stablehlo.dot_general %4, %arg2, contracting_dims = [1] x [0] : (tensor<2x16xf32>, tensor<16x16xf32>) -> tensor<2x16xf32>
    %8 = stablehlo.broadcast_in_dim %arg3, dims = [1] : (tensor<16xf32>) -> tensor<2x16xf32>
    %9 = stablehlo.add %7, %8 : tensor<2x16xf32>
    %10 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %11 = stablehlo.maximum %9, %10 : tensor<2x16xf32>
    %12 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %13 = stablehlo.compare LT, %9, %12 : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<2x16xi1>
    %14 = stablehlo.dot_general %11, %arg4, contracting_dims = [1] x [0] : (tensor<2x16xf32>, tensor<16x10xf32>) -> tensor<2x10xf32>
    %15 = stablehlo.broadcast_in_dim %arg5, dims = [1] : (tensor<10xf32>) -> tensor<2x10xf32>
    %16 = stablehlo.add %14, %15 : tensor<2x10xf32>
    %17 = stablehlo.reduce(%16 init: %init0) applies stablehlo.maximum across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %18 = stablehlo.broadcast_in_dim %17, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %19 = stablehlo.subtract %16, %18 : tensor<2x10xf32>
    %20 = stablehlo.exponential %19 : tensor<2x10xf32>
    %21 = stablehlo.reduce(%20 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %22 = stablehlo.log %21 : tensor<2xf32>
    %23 = stablehlo.broadcast_in_dim %22, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %24 = stablehlo.subtract %19, %23 : tensor<2x10xf32>
    %25 = stablehlo.broadcast_in_dim %arg22, dims = [0] : (tensor<2xi32>) -> tensor<2x10xi32>
    %26 = stablehlo.iota dim = 0 : tensor<10xi32>
    %27 = stablehlo.broadcast_in_dim %26, dims = [1] : (tensor<10xi32>) -> tensor<2x10xi32>
    %28 = stablehlo.compare EQ, %25, %27 : (tensor<2x10xi32>, tensor<2x10xi32>) -> tensor<2x10xi1>
    %29 = stablehlo.convert %28 : (tensor<2x10xi1>) -> tensor<2x10xf32>
    %30 = stablehlo.multiply %24, %29 : tensor<2x10xf32>
    %31 = stablehlo.reduce(%30 init: %init1) applies stablehlo.add across dimensions = [0, 1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<f32>
    %32 = stablehlo.constant dense<-2.5e-1> : tensor<2x10xf32>
    %33 = stablehlo.multiply %32, %29 : tensor<2x10xf32>
    %34 = stablehlo.reduce(%33 init: %init1) applies stablehlo.add across dimensions = [1] : (tensor<2x10xf32>, tensor<f32>) -> tensor<2xf32>
    %35 = stablehlo.negate %34 : tensor<2xf32>
    %36 = stablehlo.divide %35, %21 : tensor<2xf32>
    %37 = stablehlo.broadcast_in_dim %36, dims = [0] : (tensor<2xf32>) -> tensor<2x10xf32>
    %38 = stablehlo.multiply %20, %37 : tensor<2x10xf32>
    %39 = stablehlo.add %33, %38 : tensor<2x10xf32>
    %40 = stablehlo.reduce(%39 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<2x10xf32>, tensor<f32>) -> tensor<10xf32>
    %41 = stablehlo.dot_general %39, %arg4, contracting_dims = [1] x [1] : (tensor<2x10xf32>, tensor<16x10xf32>) -> tensor<2x16xf32>
    %42 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %43 = stablehlo.select %13, %42, %41 : tensor<2x16xi1>, tensor<2x16xf32>
    %44 = stablehlo.reduce(%43 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<2x16xf32>, tensor<f32>) -> tensor<16xf32>
    %45 = stablehlo.dot_general %43, %arg2, contracting_dims = [1] x [1] : (tensor<2x16xf32>, tensor<16x16xf32>) -> tensor<2x16xf32>
    %46 = stablehlo.constant dense<0.0e+0> : tensor<2x16xf32>
    %47 = stablehlo.select %6, %46, %45 : tensor<2x16xi1>, tensor<2x16xf32>
    %48 = stablehlo.reduce(%47 init: %init1) applies stablehlo.add across dimensions = [0] : (tensor<2x16xf32>, tensor<f32>) -> tensor<16xf32>
    %49 = stablehlo.dot_general %arg21, %47, contracting_dims = [0] x [0] : (tensor<2x784xf32>, tensor<2x16xf32>) -> tensor<784x16xf32>
    %50 = stablehlo.dot_general %4, %43, contracting_dims = [0] x [0] : (tensor<2x16xf32>, tensor<2x16xf32>) -> tensor<16x16xf32>
    %51 = stablehlo.dot_general %11, %39, contracting_dims = [0] x [0] : (tensor<2x16xf32>, tensor<2x10xf32>) -> tensor<16x10xf32>
    %52 = stablehlo.constant dense<2.5e-1> : tensor<f32>
    %53 = stablehlo.multiply %31, %52 : tensor<f32>
    %54 = stablehlo.negate %53 : tensor<f32>
    %55 = stablehlo.constant dense<8.999999761581421e-1> : tensor<784x16xf32>
    %56 = stablehlo.multiply %arg6, %55 : tensor<784x16xf32>
    %57 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<784x16xf32>
    %58 = stablehlo.multiply %49, %57 : tensor<784x16xf32>
    %59 = stablehlo.add %56, %58 : tensor<784x16xf32>
    %60 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16xf32>
    %61 = stablehlo.multiply %arg7, %60 : tensor<16xf32>
    %62 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16xf32>
    %63 = stablehlo.multiply %48, %62 : tensor<16xf32>
    %64 = stablehlo.add %61, %63 : tensor<16xf32>
    %65 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16x16xf32>
    %66 = stablehlo.multiply %arg8, %65 : tensor<16x16xf32>
    %67 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16x16xf32>
    %68 = stablehlo.multiply %50, %67 : tensor<16x16xf32>
    %69 = stablehlo.add %66, %68 : tensor<16x16xf32>
    %70 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16xf32>
    %71 = stablehlo.multiply %arg9, %70 : tensor<16xf32>
    %72 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16xf32>
    %73 = stablehlo.multiply %44, %72 : tensor<16xf32>
    %74 = stablehlo.add %71, %73 : tensor<16xf32>
    %75 = stablehlo.constant dense<8.999999761581421e-1> : tensor<16x10xf32>
    %76 = stablehlo.multiply %arg10, %75 : tensor<16x10xf32>
    %77 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<16x10xf32>
    %78 = stablehlo.multiply %51, %77 : tensor<16x10xf32>
    %79 = stablehlo.add %76, %78 : tensor<16x10xf32>
    %80 = stablehlo.constant dense<8.999999761581421e-1> : tensor<10xf32>
    %81 = stablehlo.multiply %arg11, %80 : tensor<10xf32>
    %82 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<10xf32>
    %83 = stablehlo.multiply %40, %82 : tensor<10xf32>
    %84 = stablehlo.add %81, %83 : tensor<10xf32>
    %85 = stablehlo.multiply %49, %49 : tensor<784x16xf32>
    %86 = stablehlo.constant dense<9.990000128746033e-1> : tensor<784x16xf32>
    %87 = stablehlo.multiply %arg12, %86 : tensor<784x16xf32>
    %88 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<784x16xf32>
    %89 = stablehlo.multiply %85, %88 : tensor<784x16xf32>
    %90 = stablehlo.add %87, %89 : tensor<784x16xf32>
    %91 = stablehlo.multiply %48, %48 : tensor<16xf32>
    %92 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16xf32>
    %93 = stablehlo.multiply %arg13, %92 : tensor<16xf32>
    %94 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16xf32>
    %95 = stablehlo.multiply %91, %94 : tensor<16xf32>
    %96 = stablehlo.add %93, %95 : tensor<16xf32>
    %97 = stablehlo.multiply %50, %50 : tensor<16x16xf32>
    %98 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16x16xf32>
    %99 = stablehlo.multiply %arg14, %98 : tensor<16x16xf32>
    %100 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16x16xf32>
    %101 = stablehlo.multiply %97, %100 : tensor<16x16xf32>
    %102 = stablehlo.add %99, %101 : tensor<16x16xf32>
    %103 = stablehlo.multiply %44, %44 : tensor<16xf32>
    %104 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16xf32>
    %105 = stablehlo.multiply %arg15, %104 : tensor<16xf32>
    %106 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16xf32>
    %107 = stablehlo.multiply %103, %106 : tensor<16xf32>
    %108 = stablehlo.add %105, %107 : tensor<16xf32>
    %109 = stablehlo.multiply %51, %51 : tensor<16x10xf32>
    %110 = stablehlo.constant dense<9.990000128746033e-1> : tensor<16x10xf32>
    %111 = stablehlo.multiply %arg16, %110 : tensor<16x10xf32>
    %112 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<16x10xf32>
    %113 = stablehlo.multiply %109, %112 : tensor<16x10xf32>
    %114 = stablehlo.add %111, %113 : tensor<16x10xf32>
    %115 = stablehlo.multiply %40, %40 : tensor<10xf32>
    %116 = stablehlo.constant dense<9.990000128746033e-1> : tensor<10xf32>
    %117 = stablehlo.multiply %arg17, %116 : tensor<10xf32>
    %118 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<10xf32>
    %119 = stablehlo.multiply %115, %118 : tensor<10xf32>
    %120 = stablehlo.add %117, %119 : tensor<10xf32>
    %121 = stablehlo.constant dense<8.999999761581421e-1> : tensor<f32>
    %122 = stablehlo.multiply %arg18, %121 : tensor<f32>
    %123 = stablehlo.constant dense<1.0000000149011612e-1> : tensor<f32>
    %124 = stablehlo.add %122, %123 : tensor<f32>
    %125 = stablehlo.constant dense<9.990000128746033e-1> : tensor<f32>
    %126 = stablehlo.multiply %arg19, %125 : tensor<f32>
    %127 = stablehlo.constant dense<1.0000000474974513e-3> : tensor<f32>
    %128 = stablehlo.add %126, %127 : tensor<f32>
    %129 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %130 = stablehlo.divide %129, %124 : tensor<f32>
    %131 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %132 = stablehlo.divide %131, %128 : tensor<f32>
    %133 = stablehlo.broadcast_in_dim %130, dims = [] : (tensor<f32>) -> tensor<784x16xf32>
    %134 = stablehlo.multiply %59, %133 : tensor<784x16xf32>
    %135 = stablehlo.broadcast_in_dim %132, dims = [] : (tensor<f32>) -> tensor<784x16xf32>
    %136 = stablehlo.multiply %90, %135 : tensor<784x16xf32>
    %137 = stablehlo.sqrt %136 : tensor<784x16xf32>
    %138 = stablehlo.constant dense<9.99999993922529e-9> : tensor<784x16xf32>
    %139 = stablehlo.add %137, %138 : tensor<784x16xf32>
    %140 = stablehlo.divide %134, %139 : tensor<784x16xf32>
    %141 = stablehlo.broadcast_in_dim %130, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %142 = stablehlo.multiply %64, %141 : tensor<16xf32>
    %143 = stablehlo.broadcast_in_dim %132, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %144 = stablehlo.multiply %96, %143 : tensor<16xf32>
    %145 = stablehlo.sqrt %144 : tensor<16xf32>
    %146 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16xf32>
    %147 = stablehlo.add %145, %146 : tensor<16xf32>
    %148 = stablehlo.divide %142, %147 : tensor<16xf32>
    %149 = stablehlo.broadcast_in_dim %130, dims = [] : (tensor<f32>) -> tensor<16x16xf32>
    %150 = stablehlo.multiply %69, %149 : tensor<16x16xf32>
    %151 = stablehlo.broadcast_in_dim %132, dims = [] : (tensor<f32>) -> tensor<16x16xf32>
    %152 = stablehlo.multiply %102, %151 : tensor<16x16xf32>
    %153 = stablehlo.sqrt %152 : tensor<16x16xf32>
    %154 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16x16xf32>
    %155 = stablehlo.add %153, %154 : tensor<16x16xf32>
    %156 = stablehlo.divide %150, %155 : tensor<16x16xf32>
    %157 = stablehlo.broadcast_in_dim %130, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %158 = stablehlo.multiply %74, %157 : tensor<16xf32>
    %159 = stablehlo.broadcast_in_dim %132, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %160 = stablehlo.multiply %108, %159 : tensor<16xf32>
    %161 = stablehlo.sqrt %160 : tensor<16xf32>
    %162 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16xf32>
    %163 = stablehlo.add %161, %162 : tensor<16xf32>
    %164 = stablehlo.divide %158, %163 : tensor<16xf32>
    %165 = stablehlo.broadcast_in_dim %130, dims = [] : (tensor<f32>) -> tensor<16x10xf32>
    %166 = stablehlo.multiply %79, %165 : tensor<16x10xf32>
    %167 = stablehlo.broadcast_in_dim %132, dims = [] : (tensor<f32>) -> tensor<16x10xf32>
    %168 = stablehlo.multiply %114, %167 : tensor<16x10xf32>
    %169 = stablehlo.sqrt %168 : tensor<16x10xf32>
    %170 = stablehlo.constant dense<9.99999993922529e-9> : tensor<16x10xf32>
    %171 = stablehlo.add %169, %170 : tensor<16x10xf32>
    %172 = stablehlo.divide %166, %171 : tensor<16x10xf32>
    %173 = stablehlo.broadcast_in_dim %130, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %174 = stablehlo.multiply %84, %173 : tensor<10xf32>
    %175 = stablehlo.broadcast_in_dim %132, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %176 = stablehlo.multiply %120, %175 : tensor<10xf32>
    %177 = stablehlo.sqrt %176 : tensor<10xf32>
    %178 = stablehlo.constant dense<9.99999993922529e-9> : tensor<10xf32>
    %179 = stablehlo.add %177, %178 : tensor<10xf32>
    %180 = stablehlo.divide %174, %179 : tensor<10xf32>
    %181 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<784x16xf32>
    %182 = stablehlo.multiply %140, %181 : tensor<784x16xf32>
    %183 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16xf32>
    %184 = stablehlo.multiply %148, %183 : tensor<16xf32>
    %185 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16x16xf32>
    %186 = stablehlo.multiply %156, %185 : tensor<16x16xf32>
    %187 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16xf32>
    %188 = stablehlo.multiply %164, %187 : tensor<16xf32>
    %189 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<16x10xf32>
    %190 = stablehlo.multiply %172, %189 : tensor<16x10xf32>
    %191 = stablehlo.constant dense<-9.999999747378752e-5> : tensor<10xf32>
    %192 = stablehlo.multiply %180, %191 : tensor<10xf32>
    %193 = stablehlo.constant dense<4.999999888241291e-3> : tensor<f32>
    %194 = stablehlo.add %arg20, %193 : tensor<f32>
    %195 = stablehlo.constant dense<1.0e+0> : tensor<f32>
    %196 = stablehlo.minimum %194, %195 : tensor<f32>
    %197 = stablehlo.broadcast_in_dim %196, dims = [] : (tensor<f32>) -> tensor<784x16xf32>
    %198 = stablehlo.multiply %182, %197 : tensor<784x16xf32>
    %199 = stablehlo.broadcast_in_dim %196, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %200 = stablehlo.multiply %184, %199 : tensor<16xf32>
    %201 = stablehlo.broadcast_in_dim %196, dims = [] : (tensor<f32>) -> tensor<16x16xf32>
    %202 = stablehlo.multiply %186, %201 : tensor<16x16xf32>
    %203 = stablehlo.broadcast_in_dim %196, dims = [] : (tensor<f32>) -> tensor<16xf32>
    %204 = stablehlo.multiply %188, %203 : tensor<16xf32>
    %205 = stablehlo.broadcast_in_dim %196, dims = [] : (tensor<f32>) -> tensor<16x10xf32>
    %206 = stablehlo.multiply %190, %205 : tensor<16x10xf32>
    %207 = stablehlo.broadcast_in_dim %196, dims = [] : (tensor<f32>) -> tensor<10xf32>
    %208 = stablehlo.multiply %192, %207 : tensor<10xf32>
    %209 = stablehlo.add %arg0, %198 : tensor<784x16xf32>
    %210 = stablehlo.add %arg1, %200 : tensor<16xf32>
    %211 = stablehlo.add %arg2, %202 : tensor<16x16xf32>
    %212 = stablehlo.add %arg3, %204 : tensor<16xf32>
    %213 = stablehlo.add %arg4, %206 : tensor<16x10xf32>
    %214 = stablehlo.add %arg5, %208 : tensor<10xf32>
    return %209, %210, %211, %212, %213, %214, %59, %64, %69, %74, %79, %84, %90, %96, %102, %108, %114, %120, %124, %128, %196, %54 : tensor<784x16xf32>, tensor<16xf32>, tensor<16x16xf32>, tensor<16xf32>, tensor<16x10xf32>, tensor<10xf32>, tensor<784x16xf32>, tensor<16xf32>, tensor<16x16xf32>, tensor<16xf32>, tensor<16x10xf32>, tensor<10xf32>, tensor<784x16xf32>, tensor<16xf32>, tensor<16x16xf32>, tensor<16xf32>, tensor<16x10xf32>, tensor<10xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
}
