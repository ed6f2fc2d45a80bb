"use strict";(()=>{var Et=Object.defineProperty;var St=Object.getOwnPropertyDescriptor;var w=(s,e,t,i)=>{for(var r=i>1?void 0:i?St(e,t):e,n=s.length-1,o;n>=0;n--)(o=s[n])&&(r=(i?o(e,t,r):o(r))||r);return i&&r&&Et(e,t,r),r};var ee=globalThis,te=ee.ShadowRoot&&(ee.ShadyCSS===void 0||ee.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,be=Symbol(),De=new WeakMap,q=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==be)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(te&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=De.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&De.set(t,e))}return e}toString(){return this.cssText}},je=s=>new q(typeof s=="string"?s:s+"",void 0,be),$e=(s,...e)=>{let t=s.length===1?s[0]:e.reduce((i,r,n)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(r)+s[n+1],s[0]);return new q(t,s,be)},qe=(s,e)=>{if(te)s.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),r=ee.litNonce;r!==void 0&&i.setAttribute("nonce",r),i.textContent=t.cssText,s.appendChild(i)}},we=te?s=>s:s=>s instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return je(t)})(s):s;var{is:Tt,defineProperty:Ct,getOwnPropertyDescriptor:Pt,getOwnPropertyNames:Mt,getOwnPropertySymbols:Rt,getPrototypeOf:Ot}=Object,se=globalThis,ze=se.trustedTypes,Ht=ze?ze.emptyScript:"",Ut=se.reactiveElementPolyfillSupport,z=(s,e)=>s,W={toAttribute(s,e){switch(e){case Boolean:s=s?Ht:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,e){let t=s;switch(e){case Boolean:t=s!==null;break;case Number:t=s===null?null:Number(s);break;case Object:case Array:try{t=JSON.parse(s)}catch{t=null}}return t}},ie=(s,e)=>!Tt(s,e),We={attribute:!0,type:String,converter:W,reflect:!1,useDefault:!1,hasChanged:ie};Symbol.metadata??=Symbol("metadata"),se.litPropertyMetadata??=new WeakMap;var _=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=We){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),r=this.getPropertyDescriptor(e,i,t);r!==void 0&&Ct(this.prototype,e,r)}}static getPropertyDescriptor(e,t,i){let{get:r,set:n}=Pt(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:r,set(o){let d=r?.call(this);n?.call(this,o),this.requestUpdate(e,d,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??We}static _$Ei(){if(this.hasOwnProperty(z("elementProperties")))return;let e=Ot(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(z("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(z("properties"))){let t=this.properties,i=[...Mt(t),...Rt(t)];for(let r of i)this.createProperty(r,t[r])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,r]of t)this.elementProperties.set(i,r)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let r=this._$Eu(t,i);r!==void 0&&this._$Eh.set(r,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let r of i)t.unshift(we(r))}else e!==void 0&&t.push(we(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return qe(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,i);if(r!==void 0&&i.reflect===!0){let n=(i.converter?.toAttribute!==void 0?i.converter:W).toAttribute(t,i.type);this._$Em=e,n==null?this.removeAttribute(r):this.setAttribute(r,n),this._$Em=null}}_$AK(e,t){let i=this.constructor,r=i._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let n=i.getPropertyOptions(r),o=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:W;this._$Em=r;let d=o.fromAttribute(t,n.type);this[r]=d??this._$Ej?.get(r)??d,this._$Em=null}}requestUpdate(e,t,i,r=!1,n){if(e!==void 0){let o=this.constructor;if(r===!1&&(n=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??ie)(n,t)||i.useDefault&&i.reflect&&n===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:r,wrapped:n},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),n!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),r===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[r,n]of this._$Ep)this[r]=n;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[r,n]of i){let{wrapped:o}=n,d=this[r];o!==!0||this._$AL.has(r)||d===void 0||this.C(r,void 0,n,d)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};_.elementStyles=[],_.shadowRootOptions={mode:"open"},_[z("elementProperties")]=new Map,_[z("finalized")]=new Map,Ut?.({ReactiveElement:_}),(se.reactiveElementVersions??=[]).push("2.1.2");var _e=globalThis,Ve=s=>s,re=_e.trustedTypes,Ke=re?re.createPolicy("lit-html",{createHTML:s=>s}):void 0,Ae="$lit$",A=`lit$${Math.random().toFixed(9).slice(2)}$`,ke="?"+A,Lt=`<${ke}>`,O=document,K=()=>O.createComment(""),G=s=>s===null||typeof s!="object"&&typeof s!="function",Ee=Array.isArray,Qe=s=>Ee(s)||typeof s?.[Symbol.iterator]=="function",xe=`[ 	
\f\r]`,V=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Ge=/-->/g,Fe=/>/g,M=RegExp(`>|${xe}(?:([^\\s"'>=/]+)(${xe}*=${xe}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Xe=/'/g,Ye=/"/g,Ze=/^(?:script|style|textarea|title)$/i,Se=s=>(e,...t)=>({_$litType$:s,strings:e,values:t}),u=Se(1),ls=Se(2),ds=Se(3),b=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),Je=new WeakMap,R=O.createTreeWalker(O,129);function et(s,e){if(!Ee(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return Ke!==void 0?Ke.createHTML(e):e}var tt=(s,e)=>{let t=s.length-1,i=[],r,n=e===2?"<svg>":e===3?"<math>":"",o=V;for(let d=0;d<t;d++){let a=s[d],p,f,h=-1,g=0;for(;g<a.length&&(o.lastIndex=g,f=o.exec(a),f!==null);)g=o.lastIndex,o===V?f[1]==="!--"?o=Ge:f[1]!==void 0?o=Fe:f[2]!==void 0?(Ze.test(f[2])&&(r=RegExp("</"+f[2],"g")),o=M):f[3]!==void 0&&(o=M):o===M?f[0]===">"?(o=r??V,h=-1):f[1]===void 0?h=-2:(h=o.lastIndex-f[2].length,p=f[1],o=f[3]===void 0?M:f[3]==='"'?Ye:Xe):o===Ye||o===Xe?o=M:o===Ge||o===Fe?o=V:(o=M,r=void 0);let m=o===M&&s[d+1].startsWith("/>")?" ":"";n+=o===V?a+Lt:h>=0?(i.push(p),a.slice(0,h)+Ae+a.slice(h)+A+m):a+A+(h===-2?d:m)}return[et(s,n+(s[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},F=class s{constructor({strings:e,_$litType$:t},i){let r;this.parts=[];let n=0,o=0,d=e.length-1,a=this.parts,[p,f]=tt(e,t);if(this.el=s.createElement(p,i),R.currentNode=this.el.content,t===2||t===3){let h=this.el.content.firstChild;h.replaceWith(...h.childNodes)}for(;(r=R.nextNode())!==null&&a.length<d;){if(r.nodeType===1){if(r.hasAttributes())for(let h of r.getAttributeNames())if(h.endsWith(Ae)){let g=f[o++],m=r.getAttribute(h).split(A),y=/([.?@])?(.*)/.exec(g);a.push({type:1,index:n,name:y[2],strings:m,ctor:y[1]==="."?oe:y[1]==="?"?ae:y[1]==="@"?le:U}),r.removeAttribute(h)}else h.startsWith(A)&&(a.push({type:6,index:n}),r.removeAttribute(h));if(Ze.test(r.tagName)){let h=r.textContent.split(A),g=h.length-1;if(g>0){r.textContent=re?re.emptyScript:"";for(let m=0;m<g;m++)r.append(h[m],K()),R.nextNode(),a.push({type:2,index:++n});r.append(h[g],K())}}}else if(r.nodeType===8)if(r.data===ke)a.push({type:2,index:n});else{let h=-1;for(;(h=r.data.indexOf(A,h+1))!==-1;)a.push({type:7,index:n}),h+=A.length-1}n++}}static createElement(e,t){let i=O.createElement("template");return i.innerHTML=e,i}};function H(s,e,t=s,i){if(e===b)return e;let r=i!==void 0?t._$Co?.[i]:t._$Cl,n=G(e)?void 0:e._$litDirective$;return r?.constructor!==n&&(r?._$AO?.(!1),n===void 0?r=void 0:(r=new n(s),r._$AT(s,t,i)),i!==void 0?(t._$Co??=[])[i]=r:t._$Cl=r),r!==void 0&&(e=H(s,r._$AS(s,e.values),r,i)),e}var ne=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,r=(e?.creationScope??O).importNode(t,!0);R.currentNode=r;let n=R.nextNode(),o=0,d=0,a=i[0];for(;a!==void 0;){if(o===a.index){let p;a.type===2?p=new I(n,n.nextSibling,this,e):a.type===1?p=new a.ctor(n,a.name,a.strings,this,e):a.type===6&&(p=new de(n,this,e)),this._$AV.push(p),a=i[++d]}o!==a?.index&&(n=R.nextNode(),o++)}return R.currentNode=O,r}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},I=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,r){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=H(this,e,t),G(e)?e===c||e==null||e===""?(this._$AH!==c&&this._$AR(),this._$AH=c):e!==this._$AH&&e!==b&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Qe(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==c&&G(this._$AH)?this._$AA.nextSibling.data=e:this.T(O.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,r=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=F.createElement(et(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===r)this._$AH.p(t);else{let n=new ne(r,this),o=n.u(this.options);n.p(t),this.T(o),this._$AH=n}}_$AC(e){let t=Je.get(e.strings);return t===void 0&&Je.set(e.strings,t=new F(e)),t}k(e){Ee(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,r=0;for(let n of e)r===t.length?t.push(i=new s(this.O(K()),this.O(K()),this,this.options)):i=t[r],i._$AI(n),r++;r<t.length&&(this._$AR(i&&i._$AB.nextSibling,r),t.length=r)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=Ve(e).nextSibling;Ve(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},U=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,r,n){this.type=1,this._$AH=c,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=n,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=c}_$AI(e,t=this,i,r){let n=this.strings,o=!1;if(n===void 0)e=H(this,e,t,0),o=!G(e)||e!==this._$AH&&e!==b,o&&(this._$AH=e);else{let d=e,a,p;for(e=n[0],a=0;a<n.length-1;a++)p=H(this,d[i+a],t,a),p===b&&(p=this._$AH[a]),o||=!G(p)||p!==this._$AH[a],p===c?e=c:e!==c&&(e+=(p??"")+n[a+1]),this._$AH[a]=p}o&&!r&&this.j(e)}j(e){e===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},oe=class extends U{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===c?void 0:e}},ae=class extends U{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==c)}},le=class extends U{constructor(e,t,i,r,n){super(e,t,i,r,n),this.type=5}_$AI(e,t=this){if((e=H(this,e,t,0)??c)===b)return;let i=this._$AH,r=e===c&&i!==c||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,n=e!==c&&(i===c||r);r&&this.element.removeEventListener(this.name,this,i),n&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},de=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){H(this,e)}},st={M:Ae,P:A,A:ke,C:1,L:tt,R:ne,D:Qe,V:H,I,H:U,N:ae,U:le,B:oe,F:de},Nt=_e.litHtmlPolyfillSupport;Nt?.(F,I),(_e.litHtmlVersions??=[]).push("3.3.3");var it=(s,e,t)=>{let i=t?.renderBefore??e,r=i._$litPart$;if(r===void 0){let n=t?.renderBefore??null;i._$litPart$=r=new I(e.insertBefore(K(),n),n,void 0,t??{})}return r._$AI(s),r};var Te=globalThis,S=class extends _{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=it(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return b}};S._$litElement$=!0,S.finalized=!0,Te.litElementHydrateSupport?.({LitElement:S});var It=Te.litElementPolyfillSupport;It?.({LitElement:S});(Te.litElementVersions??=[]).push("4.2.2");var Bt={attribute:!0,type:String,converter:W,reflect:!1,hasChanged:ie},Dt=(s=Bt,e,t)=>{let{kind:i,metadata:r}=t,n=globalThis.litPropertyMetadata.get(r);if(n===void 0&&globalThis.litPropertyMetadata.set(r,n=new Map),i==="setter"&&((s=Object.create(s)).wrapped=!0),n.set(t.name,s),i==="accessor"){let{name:o}=t;return{set(d){let a=e.get.call(this);e.set.call(this,d),this.requestUpdate(o,a,s,!0,d)},init(d){return d!==void 0&&this.C(o,void 0,s,d),d}}}if(i==="setter"){let{name:o}=t;return function(d){let a=this[o];e.call(this,d),this.requestUpdate(o,a,s,!0,d)}}throw Error("Unsupported decorator location: "+i)};function X(s){return(e,t)=>typeof t=="object"?Dt(s,e,t):((i,r,n)=>{let o=r.hasOwnProperty(n);return r.constructor.createProperty(n,i),o?Object.getOwnPropertyDescriptor(r,n):void 0})(s,e,t)}function ce(s){return X({...s,state:!0,attribute:!1})}var L=(s,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(s,e,t),t);function Y(s,e){return(t,i,r)=>{let n=o=>o.renderRoot?.querySelector(s)??null;if(e){let{get:o,set:d}=typeof i=="object"?t:r??(()=>{let a=Symbol();return{get(){return this[a]},set(p){this[a]=p}}})();return L(t,i,{get(){let a=o.call(this);return a===void 0&&(a=n(this),(a!==null||this.hasUpdated)&&d.call(this,a)),a}})}return L(t,i,{get(){return n(this)}})}}var k={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},B=s=>(...e)=>({_$litDirective$:s,values:e}),T=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:jt}=st,rt=s=>s;var ot=s=>s.strings===void 0,nt=()=>document.createComment(""),D=(s,e,t)=>{let i=s._$AA.parentNode,r=e===void 0?s._$AB:e._$AA;if(t===void 0){let n=i.insertBefore(nt(),r),o=i.insertBefore(nt(),r);t=new jt(n,o,s,s.options)}else{let n=t._$AB.nextSibling,o=t._$AM,d=o!==s;if(d){let a;t._$AQ?.(s),t._$AM=s,t._$AP!==void 0&&(a=s._$AU)!==o._$AU&&t._$AP(a)}if(n!==r||d){let a=t._$AA;for(;a!==n;){let p=rt(a).nextSibling;rt(i).insertBefore(a,r),a=p}}}return t},C=(s,e,t=s)=>(s._$AI(e,t),s),qt={},j=(s,e=qt)=>s._$AH=e,at=s=>s._$AH,he=s=>{s._$AR(),s._$AA.remove()};var lt=B(class extends T{constructor(){super(...arguments),this.key=c}render(s,e){return this.key=s,e}update(s,[e,t]){return e!==this.key&&(j(s),this.key=e),t}});var dt=B(class extends T{constructor(s){if(super(s),s.type!==k.PROPERTY&&s.type!==k.ATTRIBUTE&&s.type!==k.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!ot(s))throw Error("`live` bindings can only contain a single expression")}render(s){return s}update(s,[e]){if(e===b||e===c)return e;let t=s.element,i=s.name;if(s.type===k.PROPERTY){if(e===t[i])return b}else if(s.type===k.BOOLEAN_ATTRIBUTE){if(!!e===t.hasAttribute(i))return b}else if(s.type===k.ATTRIBUTE&&t.getAttribute(i)===e+"")return b;return j(s),e}});var ct=(s,e,t)=>{let i=new Map;for(let r=e;r<=t;r++)i.set(s[r],r);return i},ht=B(class extends T{constructor(s){if(super(s),s.type!==k.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let r=[],n=[],o=0;for(let d of s)r[o]=i?i(d,o):o,n[o]=t(d,o),o++;return{values:n,keys:r}}render(s,e,t){return this.dt(s,e,t).values}update(s,[e,t,i]){let r=at(s),{values:n,keys:o}=this.dt(e,t,i);if(!Array.isArray(r))return this.ut=o,n;let d=this.ut??=[],a=[],p,f,h=0,g=r.length-1,m=0,y=n.length-1;for(;h<=g&&m<=y;)if(r[h]===null)h++;else if(r[g]===null)g--;else if(d[h]===o[m])a[m]=C(r[h],n[m]),h++,m++;else if(d[g]===o[y])a[y]=C(r[g],n[y]),g--,y--;else if(d[h]===o[y])a[y]=C(r[h],n[y]),D(s,a[y+1],r[h]),h++,y--;else if(d[g]===o[m])a[m]=C(r[g],n[m]),D(s,r[h],r[g]),g--,m++;else if(p===void 0&&(p=ct(o,m,y),f=ct(d,h,g)),p.has(d[h]))if(p.has(d[g])){let x=f.get(o[m]),ye=x!==void 0?r[x]:null;if(ye===null){let Be=D(s,r[h]);C(Be,n[m]),a[m]=Be}else a[m]=C(ye,n[m]),D(s,r[h],ye),r[x]=null;m++}else he(r[g]),g--;else he(r[h]),h++;for(;m<=y;){let x=D(s,a[y+1]);C(x,n[m]),a[m++]=x}for(;h<=g;){let x=r[h++];x!==null&&he(x)}return this.ut=o,j(s,a),b}});function ut(s){let e=document.createElement("comedo-paper"),t=document.createElement("pre");t.textContent=s;let i=e.attachShadow({mode:"open"});i.adoptedStyleSheets=[pt(`pre {
      margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; color: #000;
      font: ${zt(s)}pt/${1.4} sans-serif;
    }`)],i.append(t);let r=pt(`
    comedo-paper { display: none !important; }
    @page { size: A4; margin: 18mm; }
    @media print {
      html, body { all: revert !important; margin: 0 !important; }
      body > :not(comedo-paper) { display: none !important; }
      comedo-paper { display: block !important; }
    }`);document.adoptedStyleSheets=[...document.adoptedStyleSheets,r],document.body.append(e),addEventListener("afterprint",()=>{e.remove(),document.adoptedStyleSheets=document.adoptedStyleSheets.filter(n=>n!==r)},{once:!0}),window.print()}function mt(s,e){let t=URL.createObjectURL(new Blob([s],{type:"text/plain;charset=utf-8"})),i=document.createElement("a");i.href=t,i.download=e,i.click(),setTimeout(()=>URL.revokeObjectURL(t),1e4)}function zt(s){let e=11,t=()=>{let i=493/(.56*e);return s.split(`
`).reduce((r,n)=>r+Math.max(1,Math.ceil(n.length/i)),0)};for(;e>5&&t()*e*1.4>700;)e-=.5;return e}function pt(s){let e=new CSSStyleSheet;return e.replaceSync(s),e}var l={name:"Comedo",label:"Comedo, the whitehead helper",launch:"Ask about whiteheads",close:"Close the chat",conversation:"Conversation",menu:"More",restart:"Start over",remove:"Delete my conversation",removed:"Your conversation is deleted.",you:"You said:",bot:"Comedo:",writing:"Comedo is writing",placeholder:"Write in your own words",send:"Send",choices:"Choices",several:"Choose all that fit, then send.",sendChosen:"Send my choice",why:"Why do you ask?",change:"Change an answer",changeMessage:"Change an answer",progress:(s,e)=>`Question ${s} of at most ${e}`,offline:"You are offline. Your message is kept and goes out once you are back.",unreachable:"No connection to Comedo. Trying again by itself.",slowDown:"That was a lot at once. Sending again in a moment.",tryAgain:"Try again now",movedOn:"This conversation went on in another tab. Here is the latest.",expired:"The earlier conversation was deleted, so this is a new one.",refused:"That could not be sent.",privacy:"A program, not a doctor. Kept for a day at most.",privacyLink:"Privacy",advice:"Comedo's advice",holds:"Why",notHolds:"What does not apply to you",change_:"What would change this advice",doNow:"What to do now",avoid:"What not to do",warningSigns:"Get care the same day if you notice",recheck:"When to look again",expect:"If it comes to extraction",sources:"Sources",model:(s,e,t)=>`Decided on ${s} by Comedo, model ${e}, rules ${t}.`,print:"Print",save:"Save as text",fileName:"comedo-summary.txt"},gt={consider_extraction:"A dermatologist may consider extraction",postpone_extraction:"Calm your skin first",continue_care:"Keep going with gentle care",book_dermatologist:"Book a dermatologist",urgent_care:"Get medical care today"};function ft(s){let{card:e,model:t}=s;return u`
    <section class="card" data-outcome=${s.outcome} aria-label=${l.advice}>
      <p class="kicker">${l.advice}</p>
      <h2 tabindex="-1">${Pe(s)}</h2>
      ${e?Wt(e):c}
      ${t.version?u`<p class="small">${l.model(t.date,t.version,t.rules)}</p>`:c}
      ${Me(s.summary)}
    </section>
  `}var Pe=({card:s,outcome:e})=>s?.title||gt[e]||l.advice;function Wt(s){return u`
    ${s.lead?u`<p class="lead">${s.lead}</p>`:c}
    ${Ce(l.holds,s.holds)} ${Ce(l.doNow,s.do_now,"do")}
    ${Ce(l.warningSigns,s.warning_signs,"warning")}
    ${J(l.avoid,s.avoid)} ${J(l.notHolds,s.not_holds)}
    ${J(l.change_,s.change)} ${J(l.expect,s.expect)}
    ${J(l.sources,s.sources.map(({id:e,text:t})=>`${e}: ${t}`))}
    ${s.recheck?u`<h3>${l.recheck}</h3><p>${s.recheck}</p>`:c}
  `}var Ce=(s,e,t="")=>e.length?u`<div class=${t}><h3>${s}</h3>${vt(e)}</div>`:c,J=(s,e)=>e.length?u`<details><summary><h3>${s}</h3></summary>${vt(e)}</details>`:c,vt=s=>u`<ul>${s.map(e=>u`<li dir="auto">${e}</li>`)}</ul>`;function Me(s){return s?u`
    <p class="take">
      <button type="button" @click=${()=>ut(s)}>${l.print}</button>
      <button type="button" @click=${()=>mt(s,l.fileName)}>
        ${l.save}
      </button>
    </p>
  `:c}function pe(s,e){let{title:t,lead:i,recheck:r,sources:n,...o}=s,d=new Set([t,`${t}.`,i,r,...Object.values(o).flat()]);return e.split(`
`).every(a=>{let p=a.replace(/^[•\-*]\s*/,"").trim();return!p||p.endsWith(":")||d.has(p)||Vt(p,s)})}var Vt=(s,{sources:e})=>s.startsWith(`${l.sources}:`)&&e.every(({id:t})=>s.includes(t));var E=s=>typeof s=="object"&&s!==null&&!Array.isArray(s)?s:{},v=s=>typeof s=="string"||typeof s=="number"?String(s).slice(0,2e4):"",Q=s=>Array.isArray(s)?s.slice(0,60):[],P=s=>Q(s).map(v).filter(Boolean),yt=s=>typeof s=="number"&&Number.isFinite(s)&&s>0?s:0;function Re(s){return Q(E(s).turns).map(Oe)}function Oe(s){let e=E(s);return{id:v(e.id),text:typeof e.text=="string"?v(e.text):null,messages:Q(e.messages).map(Kt)}}function Kt(s){let e=E(s);return{text:v(e.text).trim(),buttons:Q(e.buttons).map(Gt).filter(t=>t.title),custom:e.custom?Ft(E(e.custom)):void 0}}function Gt(s){let e=E(s),t=v(e.title).trim();return{title:t,payload:v(e.payload).trim()||t}}function Ft(s){let e=E(s.model),t=E(s.progress),i=yt(t.asked);return{kind:v(s.kind),topic:v(s.topic),outcome:v(s.outcome),asks:P(Array.isArray(s.asks)?s.asks:[s.asks]),why:v(s.why),progress:i?{asked:i,atMost:Math.max(i,yt(t.at_most))}:void 0,summary:v(s.summary),card:s.kind==="recommendation"?Xt(E(s.card)):void 0,model:{version:v(e.version),date:v(e.date),rules:v(e.rules)}}}function Xt(s){let e=v(s.title);if(e)return{title:e,lead:v(s.lead),holds:P(s.holds),not_holds:P(s.not_holds),change:P(s.change),do_now:P(s.do_now),avoid:P(s.avoid),warning_signs:P(s.warning_signs),recheck:v(s.recheck),expect:P(s.expect),sources:Q(s.sources).map(t=>{let i=E(t);return{id:v(i.id),text:v(i.text)}})}}var ue=class extends Error{constructor(t,i){super(i);this.status=t}},N=class extends Error{constructor(t,i=0){super(t);this.seconds=i}},Yt=4e4,Jt=3e4,me=class{constructor(e,t){this.base=e;this.changed=t;this.turns=[];this.busy=!1;this.trouble="";this.notice="";this.draft="";this.kept={};this.wake=()=>{};this.read(),addEventListener("online",()=>this.retry()),addEventListener("offline",()=>this.changed()),addEventListener("storage",i=>{i.key===this.key&&this.follow()})}get exists(){return this.kept.session!==void 0}get pending(){return this.kept.pending?.text}async open(){if(!(this.busy||this.turns.length)){if(!this.exists)return this.begin();if(await this.exclusively(()=>this.load()),!this.exists)return this.begin();this.pending!==void 0&&await this.deliver()}}async send(e){this.busy||!e.trim()||(this.notice=this.draft="",this.exists||await this.begin(),this.exists&&(this.keep({...this.kept,pending:{id:Qt(),after:this.turns.at(-1)?.id??"",text:e.trim()}}),await this.deliver()))}async begin(){await this.exclusively(async()=>{let e=await this.request("POST","session"),{session:t}=e;if(typeof t!="string")throw new N(l.unreachable);return this.turns=Re(e),this.keep({session:t,last:this.turns.at(-1)?.id}),this.turns.at(-1)})}async remove(){this.exists&&await this.exclusively(()=>this.request("DELETE","session").then(()=>{})),this.forget(l.removed)}retry(){this.wake(),this.changed()}async deliver(){await this.exclusively(async()=>{let{pending:t}=this.kept;if(!t)return;let i=Oe(await this.request("POST","message",t));return this.turns=[...this.turns.filter(({id:r})=>r!==i.id),i],this.keep({session:this.kept.session,last:i.id}),i});let e=this.turns.at(-1)?.messages.map(t=>t.custom?.topic)??[];!this.exists||e.includes("restart")?await this.begin():e.includes("delete_data")&&this.forget(l.removed)}async follow(){if(this.busy)return;let{session:e,last:t}=this.kept;if(this.read(),delete this.kept.pending,!!this.turns.length){if(!this.exists)return this.forget(l.removed);(e!==this.kept.session||t!==this.kept.last)&&await this.exclusively(()=>this.load())}}async load(){this.turns=Re(await this.request("GET","session"))}async exclusively(e){this.busy=!0,this.changed();let t;for(let i=1e3;this.busy;i=Math.min(2*i,Jt))try{t=await e(),this.busy=!1}catch(r){if(r instanceof ue)this.busy=!1,await this.settle(r);else{let n=r instanceof N?r.seconds:0;this.trouble=r instanceof N?r.message:l.unreachable,await this.pause(n*1e3||i)}}this.trouble="",this.changed(t??void 0)}async settle(e){this.draft=this.pending??"",this.notice=e.message||l.refused;let{session:t}=this.kept;e.status===401||e.status===404?this.forget(l.expired):this.keep({session:t,last:this.kept.last}),e.status===409&&(this.draft="",this.notice=l.movedOn,await this.exclusively(()=>this.load()))}forget(e){this.keep({}),this.turns=[],this.notice=e,this.changed()}pause(e){return this.changed(),new Promise(t=>{let i=setTimeout(t,e);this.wake=()=>{clearTimeout(i),t()}})}async request(e,t,i){let r={};this.kept.session&&(r.Authorization=`Bearer ${this.kept.session}`),i&&(r["Content-Type"]="application/json");let n=await fetch(this.base+t,{method:e,headers:r,body:i?JSON.stringify(i):void 0,cache:"no-store",credentials:"omit",referrerPolicy:"no-referrer",signal:AbortSignal.timeout(Yt)});if(n.status===429)throw new N(l.slowDown,Number(n.headers.get("Retry-After"))||5);if(n.status>=500)throw new N(l.unreachable);if(n.status===204)return;let o=await n.json();if(!n.ok)throw new ue(n.status,String(o?.error??""));return o}get key(){return`comedo ${this.base}`}read(){try{this.kept=JSON.parse(localStorage.getItem(this.key)??"{}")??{}}catch{}}keep(e){this.kept=e;try{e.session?localStorage.setItem(this.key,JSON.stringify(e)):localStorage.removeItem(this.key)}catch{}}};function Qt(){let s=crypto.getRandomValues(new Uint8Array(16));return Array.from(s,e=>e.toString(16).padStart(2,"0")).join("")}var bt=$e`
  :host {
    all: initial;
    color-scheme: light dark;
    --accent: var(--comedo-accent, light-dark(#0b5d57, #8fdccf));
    --on-accent: var(--comedo-on-accent, light-dark(#fff, #06302c));
    --surface: var(--comedo-surface, light-dark(#fff, #171b1b));
    --text: var(--comedo-text, light-dark(#1a2423, #e8efee));
    --soft: light-dark(#eef4f3, #243030);
    --muted: light-dark(#4d5c5a, #a9b8b6);
    --line: light-dark(#6f8280, #7d918e);
    --warning: light-dark(#fdf3dc, #3a2f12);
    --warning-line: light-dark(#8a6100, #e0b64f);
    --danger: light-dark(#fdeceb, #421d1b);
    --danger-line: light-dark(#a8231a, #ff9c94);
  }
  /* Not on the host, whose style the page can override; and not smaller on pages that shrink rem. */
  .launcher,
  dialog {
    font: max(1rem, 16px) / 1.5 var(--comedo-font, system-ui, sans-serif);
    color: var(--text);
  }
  :host([scheme="light"]) {
    color-scheme: light;
  }
  :host([scheme="dark"]) {
    color-scheme: dark;
  }
  @media print {
    :host {
      display: none;
    }
  }
  [hidden] {
    display: none !important;
  }
  * {
    box-sizing: border-box;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  dialog button,
  summary,
  textarea {
    font: inherit;
    color: inherit;
  }
  button,
  summary,
  textarea {
    min-height: 44px;
    min-width: 44px;
  }
  button,
  summary {
    cursor: pointer;
  }
  button {
    border: 1px solid var(--accent);
    border-radius: 1.375em;
    padding: 0.5em 1em;
    background: var(--surface);
    line-height: 1.35;
    text-align: start;
  }
  button:hover {
    background: var(--soft);
  }
  button[aria-pressed="true"],
  .primary,
  .primary:hover,
  .launcher,
  .launcher:hover {
    background: var(--accent);
    color: var(--on-accent);
  }
  button[aria-pressed]::before {
    content: "☐ " / "";
  }
  button[aria-pressed="true"]::before {
    content: "☑ " / "";
  }
  button[aria-disabled="true"] {
    cursor: default;
    border-style: dashed;
  }
  .link {
    border: 0;
    border-radius: 0.25em;
    padding: 0.5em 0;
    background: none;
    text-decoration: underline;
  }
  a {
    color: var(--accent);
    overflow-wrap: anywhere;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  svg {
    width: 1.5em;
    height: 1.5em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .launcher {
    position: fixed;
    inset-block-end: 1.25em;
    inset-inline-end: 1.25em;
    z-index: 2147483000;
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-height: 3.25em;
    border-radius: 1.75em;
    border-color: var(--on-accent);
    padding-inline: 1.1em 1.3em;
    font-weight: 600;
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.28);
  }

  dialog:not([open]) {
    display: none;
  }
  dialog {
    position: fixed;
    inset: auto;
    inset-block-end: 1.25em;
    inset-inline-end: 1.25em;
    z-index: 2147483000;
    display: flex;
    flex-direction: column;
    width: min(25.5em, 100vw - 2.5em);
    height: min(42em, 100dvh - 2.5em);
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 1em;
    overflow: hidden;
    background: var(--surface);
    color: var(--text);
    box-shadow: 0 12px 48px rgb(0 0 0 / 0.3);
  }
  @media (max-width: 30em), (max-height: 30em) {
    dialog {
      inset: 0;
      width: 100vw;
      height: 100dvh;
      border: 0;
      border-radius: 0;
    }
  }
  dialog::backdrop {
    background: none;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em;
    padding: 0.4em 0.5em 0.4em 1em;
    padding-inline: 1em 0.5em;
    border-block-end: 1px solid var(--line);
  }
  h1,
  h2,
  h3,
  p,
  ol,
  ul {
    margin: 0;
    padding: 0;
  }
  h1 {
    flex: 1;
    font-size: 1.125em;
  }
  .close {
    display: grid;
    place-content: center;
    border: 0;
    padding: 0;
    color: inherit;
  }
  .menu {
    position: relative;
  }
  .menu summary {
    display: grid;
    place-content: center;
    padding-inline: 0.75em;
    border-radius: 1.375em;
    list-style: none;
  }
  .menu summary::-webkit-details-marker {
    display: none;
  }
  .menu div {
    position: absolute;
    inset-inline-end: 0;
    z-index: 1;
    display: grid;
    width: max-content;
    padding: 0.25em;
    border: 1px solid var(--line);
    border-radius: 0.75em;
    background: var(--surface);
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.25);
  }
  .menu button {
    border-color: transparent;
    border-radius: 0.5em;
    color: inherit;
  }
  .progress {
    flex-basis: 100%;
    padding-inline-end: 0.5em;
    font-size: 0.8125em;
    color: var(--muted);
  }
  progress {
    display: block;
    width: 100%;
    height: 0.375em;
    margin-block: 0.15em 0.3em;
    appearance: none;
    border: 0;
    border-radius: 1em;
    overflow: hidden;
    background: var(--soft);
    accent-color: var(--accent);
  }
  progress::-webkit-progress-bar {
    background: var(--soft);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
  @media (forced-colors: active) {
    progress {
      appearance: auto;
    }
    button[aria-pressed="true"],
    .primary {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }

  .scroller {
    position: relative;
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1em;
  }
  .scroller:focus-visible {
    outline-offset: -3px;
  }
  .turns {
    list-style: none;
  }
  .turns > li,
  .said,
  .safety {
    display: grid;
    gap: 0.5em;
  }
  .turns > li {
    margin-block-end: 1em;
  }
  .bot,
  .person {
    width: fit-content;
    max-width: 92%;
    padding: 0.6em 0.9em;
    border-radius: 1em;
    overflow-wrap: anywhere;
  }
  .bot p,
  .person p {
    white-space: pre-line;
  }
  .bot {
    border-end-start-radius: 0.25em;
    background: var(--soft);
  }
  .person {
    justify-self: end;
    border-end-end-radius: 0.25em;
    background: var(--accent);
    color: var(--on-accent);
  }
  .safety .bot {
    border: 1px solid var(--danger-line);
    border-inline-start-width: 0.375em;
    background: var(--danger);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-block-start: 0.25em;
  }
  .choices p {
    flex-basis: 100%;
  }
  .beside {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0 1em;
  }
  .beside summary,
  .beside .link {
    padding-block: 0.6em;
    font-size: 0.9375em;
    color: var(--accent);
  }
  .beside details[open] {
    flex-basis: 100%;
  }
  .small {
    font-size: 0.8125em;
    color: var(--muted);
  }
  .writing {
    display: flex;
    gap: 0.3em;
    padding: 0.6em 0.9em;
  }
  .writing i {
    width: 0.5em;
    height: 0.5em;
    border-radius: 50%;
    background: CanvasText;
    opacity: 0.6;
  }
  @media (prefers-reduced-motion: no-preference) {
    .writing i {
      animation: writing 1.2s infinite alternate;
    }
    .writing i:nth-of-type(2) {
      animation-delay: 0.2s;
    }
    .writing i:nth-of-type(3) {
      animation-delay: 0.4s;
    }
    @keyframes writing {
      to {
        opacity: 0.15;
      }
    }
  }

  .card {
    padding: 1em;
    border: 1px solid var(--line);
    border-block-start: 0.375em solid var(--accent);
    border-radius: 0.75em;
    overflow-wrap: anywhere;
  }
  .card[data-outcome="urgent_care"] {
    border-block-start-color: var(--danger-line);
  }
  .card h2 {
    margin-block-end: 0.5em;
    font-size: 1.25em;
    line-height: 1.3;
  }
  .kicker {
    font-size: 0.8125em;
    font-weight: 600;
    color: var(--muted);
  }
  .card h3 {
    margin-block: 0.9em 0.25em;
    font-size: 1em;
  }
  .card summary h3 {
    display: inline;
  }
  .card details {
    margin-block-start: 0.25em;
    border-block-start: 1px solid var(--soft);
  }
  .card summary {
    padding-block: 0.6em;
    color: var(--accent);
  }
  .card ul {
    list-style: disc;
    padding-inline-start: 1.2em;
  }
  .card li {
    margin-block: 0.2em;
  }
  .card .small {
    margin-block-start: 0.75em;
  }
  .warning {
    margin-block-start: 0.9em;
    padding: 0.1em 0.75em 0.6em;
    border-inline-start: 0.375em solid var(--warning-line);
    border-radius: 0.375em;
    background: var(--warning);
  }
  .take {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-block-start: 0.75em;
  }

  .notice {
    padding: 0.4em 1em;
    border-block-start: 1px solid var(--warning-line);
    background: var(--warning);
    font-size: 0.9375em;
  }
  form {
    display: flex;
    align-items: end;
    gap: 0.5em;
    padding: 0.75em 1em 0.25em;
    border-block-start: 1px solid var(--line);
  }
  textarea {
    flex: 1;
    field-sizing: content;
    max-height: 8em;
    resize: none;
    padding: 0.6em 0.9em;
    border: 1px solid var(--line);
    border-radius: 1.375em;
    background: var(--surface);
  }
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  form .primary {
    display: grid;
    place-content: center;
    padding: 0;
    border-radius: 50%;
  }
  :dir(rtl) form svg {
    transform: scaleX(-1);
  }
  .privacy {
    padding: 0 16px 0.6em;
  }
`;var He=(s,e)=>s.filter(e).at(-1),ge=s=>s?.messages.flatMap(({custom:e})=>e?[e]:[])??[],Ue=s=>He(ge(s),({kind:e})=>e==="question"),fe=s=>He(ge(s),({kind:e})=>e==="recommendation"),ve=s=>He(s.messages,({buttons:e})=>e.length>0)?.buttons??[];function $t(s){let e=fe(s),t=ve(s),i=s.messages.map(({text:n})=>Le(n,t)).filter(n=>n&&!(e?.card&&pe(e.card,n)));e&&i.push(`${Pe(e)}. ${e.card?.lead??""}`);let r=t.map(({title:n})=>n).join(", ");return[...i,r&&`${l.choices}: ${r}`].filter(Boolean).join(`
`)}var wt=(s,e)=>e&&ve(e).find(({payload:t})=>t===s)?.title||s;function Le(s,e){let t=new Set(e.map(({title:i})=>i));return s.split(`
`).filter(i=>!t.has(i.replace(/^•\s*/,"").trim())||!i.startsWith("\u2022")).join(`
`)}var Zt=2e3,Ie="comedo open",$=class $ extends S{constructor(){super(...arguments);this.scheme="";this.privacy="";this.opened=!1;this.chosen=[];this.announcement={number:0,text:""};this.conversation=new me($.base,t=>this.follow(t));this.focused=null;this.warned=""}static{this.styles=bt}async open(){this.opened||(this.opened=!0,await this.updateComplete,Ne.matches?this.dialog.showModal():this.dialog.show(),(Ne.matches?this.scroller:this.input).focus(),_t(!0),this.emit("comedo-open"),await this.conversation.open())}close(){this.opened&&this.dialog.close()}firstUpdated(){!this.conversation.exists||Ne.matches||!ss()||(this.opened=!0,this.dialog.setAttribute("open",""),this.conversation.open())}willUpdate(){this.focused=this.shadowRoot?.activeElement??null}updated(){this.focused&&!this.focused.isConnected&&this.focusLatest()}follow(t){let{draft:i,notice:r,trouble:n}=this.conversation,o=r||n;this.requestUpdate(),i&&!this.input.value&&(this.input.value=i,this.conversation.draft=""),t?(this.chosen=[],this.announce($t(t)),fe(t)&&this.emit("comedo-advice")):o&&o!==this.warned&&this.announce(o),this.warned=o,this.updateComplete.then(()=>this.scrollToLatest())}announce(t){this.announcement={number:this.announcement.number+1,text:t}}emit(t){this.dispatchEvent(new Event(t,{bubbles:!0,composed:!0}))}focusLatest(){(this.renderRoot.querySelector(".turns > li:last-child")?.querySelector(".card h2, .choices button")??this.input).focus()}scrollToLatest(){let t=this.renderRoot.querySelector(".turns > li:last-child");t&&(this.scroller.scrollTop=t.offsetTop-12)}submit(t){if(t.preventDefault(),this.conversation.busy)return;let i=this.input.value;this.input.value="",this.conversation.send(i)}onInputKey(t){t.key==="Enter"&&!t.shiftKey&&!t.isComposing&&this.submit(t)}onKey(t){t.key==="Escape"&&(t.preventDefault(),this.close())}onClosed(){this.opened=!1,_t(!1),this.emit("comedo-close"),this.updateComplete.then(()=>this.launcher.focus())}toggle(t){this.chosen=this.chosen.includes(t)?this.chosen.filter(i=>i!==t):[...this.chosen,t]}fromMenu(t,i){let r=t.target.closest("details");r?.querySelector("summary")?.focus(),r?.removeAttribute("open"),this.conversation.busy||i()}render(){return u`
      <button
        class="launcher"
        type="button"
        aria-expanded=${this.opened}
        aria-controls="dialog"
        ?hidden=${this.opened}
        @click=${()=>this.open()}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H9l-5 4v-4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z" />
        </svg>
        ${l.launch}
      </button>
      <dialog
        id="dialog"
        aria-label=${l.label}
        @keydown=${this.onKey}
        @close=${this.onClosed}
      >
        ${this.header()}
        <div
          class="scroller"
          tabindex="0"
          role="region"
          aria-label=${l.conversation}
          aria-busy=${this.conversation.busy}
        >
          <ol class="turns">
            ${ht(this.conversation.turns,({id:t})=>t,(t,i)=>this.turn(i))}
            ${this.waiting()}
          </ol>
        </div>
        ${this.status()} ${this.composer()}
        <div class="hidden" role="status">
          ${lt(this.announcement.number,u`<p>${this.announcement.text}</p>`)}
        </div>
      </dialog>
    `}header(){let t=Ue(this.conversation.turns.at(-1))?.progress;return u`
      <header>
        <h1>${l.name}</h1>
        <details
          class="menu"
          @focusout=${i=>{let r=i.currentTarget;r.contains(i.relatedTarget)||r.removeAttribute("open")}}
        >
          <summary>${l.menu}</summary>
          <div>
            <button
              type="button"
              @click=${i=>this.fromMenu(i,()=>this.conversation.begin())}
            >
              ${l.restart}
            </button>
            <button
              type="button"
              @click=${i=>this.fromMenu(i,()=>this.conversation.remove())}
            >
              ${l.remove}
            </button>
          </div>
        </details>
        <button class="close" type="button" aria-label=${l.close} @click=${this.close}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5l14 14M19 5L5 19" /></svg>
        </button>
        ${t?u`<div class="progress">
              <span id="progress">${l.progress(t.asked,t.atMost)}</span>
              <progress
                aria-labelledby="progress"
                max=${t.atMost}
                value=${t.asked}
              ></progress>
            </div>`:c}
      </header>
    `}turn(t){let{turns:i}=this.conversation,r=i[t],n=t===i.length-1,o=fe(r),d=n?ve(r):[];return u`
      <li>
        ${r.text===null?c:xt(wt(r.text,i[t-1]))}
        <div class=${ge(r).some(({kind:a})=>a==="safety")?"safety":"said"}>
          ${r.messages.map(a=>this.message(a,d,o?.card))}
        </div>
        ${n?this.answers(r,d):c}
      </li>
    `}message(t,i,r){let{custom:n}=t,o=r&&pe(r,t.text)?"":Le(t.text,i);return u`
      ${o?u`<div class="bot" dir="auto">
            <span class="hidden">${l.bot}</span>
            <p>${es(o)}</p>
          </div>`:c}
      ${n?.kind==="recommendation"?ft(n):n?Me(n.summary):c}
    `}answers(t,i){let r=Ue(t),n=r&&r.asks.length>1&&i.length>r.asks.length,o=n?i.slice(0,r.asks.length):[],d=this.conversation.busy,a=p=>()=>{this.conversation.send(p)};return u`
      ${i.length?u`<div class="choices" role="group" aria-label=${l.choices}>
            ${n?u`<p class="small">${l.several}</p>`:c}
            ${o.map(({title:p,payload:f})=>u`<button
                type="button"
                dir="auto"
                aria-pressed=${this.chosen.includes(f)}
                aria-disabled=${d}
                @click=${()=>d||this.toggle(f)}
              >
                ${p}
              </button>`)}
            ${this.chosen.length?u`<button
                  class="primary"
                  type="button"
                  aria-disabled=${d}
                  @click=${a(this.chosen.join(", "))}
                >
                  ${l.sendChosen}
                </button>`:c}
            ${i.slice(o.length).map(({title:p,payload:f})=>u`<button
                type="button"
                dir="auto"
                aria-disabled=${d}
                @click=${a(f)}
              >
                ${p}
              </button>`)}
          </div>`:c}
      ${r?u`<div class="beside">
            ${r.why?u`<details>
                  <summary>${l.why}</summary>
                  <p dir="auto">${r.why}</p>
                </details>`:c}
            ${r.progress&&r.progress.asked>1?u`<button
                  class="link"
                  type="button"
                  aria-disabled=${d}
                  @click=${a(l.changeMessage)}
                >
                  ${l.change}
                </button>`:c}
          </div>`:c}
    `}waiting(){let{pending:t,busy:i,trouble:r,turns:n}=this.conversation;return!i||t===void 0&&n.length?c:u`
      <li>
        ${t===void 0?c:xt(t)}
        ${r?c:u`<p class="writing">
              <span class="hidden">${l.writing}</span><i></i><i></i><i></i>
            </p>`}
      </li>
    `}status(){let{busy:t,trouble:i,notice:r}=this.conversation,n=navigator.onLine?i||r:l.offline;return n?u`<p class="notice">
      ${n}
      ${t&&i?u`<button class="link" type="button" @click=${()=>this.conversation.retry()}>
            ${l.tryAgain}
          </button>`:c}
    </p>`:c}composer(){return u`
      <form @submit=${this.submit}>
        <textarea
          rows="1"
          dir="auto"
          maxlength=${Zt}
          aria-label=${l.placeholder}
          placeholder=${l.placeholder}
          autocomplete="off"
          @keydown=${this.onInputKey}
        ></textarea>
        <button
          class="primary"
          aria-label=${l.send}
          aria-disabled=${dt(String(this.conversation.busy))}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12h15M13 6l6 6-6 6" /></svg>
        </button>
      </form>
      <p class="small privacy">
        ${l.privacy}
        ${ts(this.privacy)?u`<a href=${this.privacy} target="_blank" rel="noopener">${l.privacyLink}</a>`:c}
      </p>
    `}};w([X()],$.prototype,"scheme",2),w([X()],$.prototype,"privacy",2),w([ce()],$.prototype,"opened",2),w([ce()],$.prototype,"chosen",2),w([ce()],$.prototype,"announcement",2),w([Y("dialog")],$.prototype,"dialog",2),w([Y("textarea")],$.prototype,"input",2),w([Y(".scroller")],$.prototype,"scroller",2),w([Y(".launcher")],$.prototype,"launcher",2);var Z=$,Ne=matchMedia("(max-width: 30rem), (max-height: 30rem)"),xt=s=>u`<div class="person" dir="auto">
    <span class="hidden">${l.you}</span>
    <p>${s}</p>
  </div>`,es=s=>s.split(/(https:\/\/[^\s<>"]*[^\s<>".,;:!?)])/).map((e,t)=>t%2?u`<a href=${e} target="_blank" rel="noopener noreferrer">${e}</a>`:e),ts=s=>/^(https?:\/\/|\/(?!\/))/.test(s);function _t(s){try{s?sessionStorage.setItem(Ie,"yes"):sessionStorage.removeItem(Ie)}catch{}}function ss(){try{return sessionStorage.getItem(Ie)!==null}catch{return!1}}var kt=document.currentScript;Z.base=new URL(".",kt.src).href;customElements.define("comedo-chat",Z);function At(){if(document.querySelector("comedo-chat"))return;let s=document.createElement("comedo-chat");for(let e of["scheme","privacy"]){let t=kt.dataset[e];t&&s.setAttribute(e,t)}document.body.append(s)}document.body?At():addEventListener("DOMContentLoaded",At);})();
